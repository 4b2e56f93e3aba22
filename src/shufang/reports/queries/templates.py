"""The Word template of a style: the network's own, or the one that ships."""

from pathlib import Path

from django.conf import settings

from shufang.reports.rendering.docx import TEMPLATES


def own_template_path(style: str) -> Path:
    """Where the network's own template of a style lies, if there is one."""
    return Path(settings.SHUFANG_HOME) / "templates" / f"{style}.docx"


def own_template(style: str) -> bytes | None:
    """The network's own template; None where the shipped one serves."""
    path = own_template_path(style)
    return path.read_bytes() if path.is_file() else None


def template(style: str) -> bytes:
    """The template in use."""
    return own_template(style) or (TEMPLATES / f"{style}.docx").read_bytes()
