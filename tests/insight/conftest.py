"""Fixtures of pages that show figures."""

from tests.insight.sample import city

__all__ = ["city"]
