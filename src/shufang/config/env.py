"""Typed readers for environment variables.

A bad value stops the start with a sentence that says what to write.
"""

import os
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def flag(name: str, *, default: bool) -> bool:
    """True for 1/true/yes/on, False for 0/false/no/off.

    Anything else is refused rather than guessed.
    """
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name}={value!r}: write 1 or 0.")


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def folder(name: str, default: Path) -> Path:
    return Path(os.environ.get(name) or default).expanduser().resolve()


def number(name: str, default: int) -> int:
    """A whole number of 0 or more."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if not (value.isascii() and value.isdigit()):
        raise ImproperlyConfigured(f"{name}={value!r}: write a whole number, such as 1.")
    return int(value)


def day_of_year(name: str, default: str) -> tuple[int, int]:
    """A month and a day such as 07-12; 29 February is refused, for most years lack it."""
    value = os.environ.get(name) or default
    try:
        day = date.fromisoformat(f"2001-{value}")
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}={value!r}: write month-day, such as 07-12.") from error
    return day.month, day.day


def postgresql(url: str) -> dict[str, object]:
    """Django's description of the database that a postgresql:// address names.

    A `host` given as a query parameter wins, so that a Unix socket folder can be named.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(
            f"DATABASE_URL starts with {parts.scheme!r}: only postgresql:// is known."
        )
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or (parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": {
            "pool": {"min_size": 1, "max_size": 8},
            # The server keeps the plan of what is asked again and again: a fifth more sign-ins.
            "server_side_binding": True,
            "prepare_threshold": 3,
            **query,
        },
    }
