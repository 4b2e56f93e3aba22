"""What must hold before the site may run; `run` refuses to start otherwise."""

import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from shufang.shared.sqlite import SAFE_WITH_WAL

FULL = 2
AS_SAFE_AS_SAID = ("fsync", "full_page_writes", "synchronous_commit")


@register(Tags.database)
def database_keeps_its_promises(
    app_configs: Any, databases: Sequence[str] | None, **kwargs: Any
) -> list[CheckMessage]:
    """A commit that was acknowledged must survive a power cut, and writers must not be refused."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        if connection.vendor == "sqlite":
            found += sqlite_faults(connection)
        elif connection.vendor == "postgresql":
            found += postgresql_faults(connection)
    return found


def sqlite_faults(connection: BaseDatabaseWrapper) -> list[CheckMessage]:
    """Faults of the connection as it is, not as the settings describe it."""
    found: list[CheckMessage] = []
    with connection.cursor() as cursor:
        (version,) = cursor.execute("SELECT sqlite_version()").fetchone()
        (journal,) = cursor.execute("PRAGMA journal_mode").fetchone()
        (synchronous,) = cursor.execute("PRAGMA synchronous").fetchone()
    if journal == "wal" and tuple(map(int, version.split("."))) < SAFE_WITH_WAL:
        found.append(
            Error(
                f"SQLite {version} can corrupt a database in WAL mode that several processes use.",
                hint="Run make setup, which brings a newer one, or use PostgreSQL.",
                id="shared.E010",
            )
        )
    if synchronous != FULL:
        found.append(
            Error(
                "SQLite may lose acknowledged commits in a power cut: synchronous is not FULL.",
                hint="Put PRAGMA synchronous=FULL into the database's init_command.",
                id="shared.E011",
            )
        )
    if getattr(connection, "transaction_mode", None) != "IMMEDIATE":
        found.append(
            Error(
                "Two writers at once would fail with 'database is locked'.",
                hint='Set the database\'s option "transaction_mode" to "IMMEDIATE".',
                id="shared.E012",
            )
        )
    return found


def postgresql_faults(connection: BaseDatabaseWrapper) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    with connection.cursor() as cursor:
        for name in AS_SAFE_AS_SAID:
            cursor.execute("SELECT current_setting(%s)", [name])
            if cursor.fetchone()[0] == "off":
                message = f"PostgreSQL may lose acknowledged commits in a power cut: {name} is off."
                found.append(checks.Warning(message, id="shared.W013"))
    return found


@register()
def database_is_private(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The database file holds what the site asks a password for."""
    home = Path(settings.SHUFANG_HOME)
    file = home / "shufang.sqlite3"
    if not file.exists() or not (_mode(home) & 0o077 and _mode(file) & 0o077):
        return []
    return [
        checks.Warning(
            f"Others on this machine can read the database {file} (mode {_mode(file):o}).",
            hint=f"chmod 700 {home}",
            id="shared.W015",
        )
    ]


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@register()
def key_is_private(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Whoever reads the key can sign in as anybody."""
    key = settings.SHUFANG_HOME / "key"
    if os.environ.get("SECRET_KEY") or not key.exists():
        return []
    mode = stat.S_IMODE(key.stat().st_mode)
    if not mode & 0o077:
        return []
    return [
        checks.Warning(
            f"Others on this machine can read the signing key {key} (mode {mode:o}).",
            hint=f"chmod 600 {key}",
            id="shared.W014",
        )
    ]
