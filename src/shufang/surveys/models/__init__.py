"""The rows of this app."""

from shufang.surveys.models.pulse import Answer

__all__ = ["Answer"]
