"""A database that could lose or corrupt records is refused before the site runs."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.db import connection as default
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler
from pytest_django import DjangoDbBlocker

from shufang.config.settings import DATABASES
from shufang.shared import checks

SHIPPED: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}


@pytest.fixture
def connect(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Any]:
    handlers = []

    def connect_with(**options: Any) -> BaseDatabaseWrapper:
        handlers.append(
            ConnectionHandler(
                {
                    "default": {
                        "ENGINE": "shufang.shared.sqlite",
                        "NAME": tmp_path / "x.sqlite3",
                        "OPTIONS": {**SHIPPED, **options},
                    }
                }
            )
        )
        return handlers[-1]["default"]

    with django_db_blocker.unblock():
        yield connect_with
        for handler in handlers:
            handler.close_all()


def ids(found: list[Any]) -> list[str]:
    return [message.id for message in found]


def test_the_shipped_settings_pass(connect: Any) -> None:
    connection = connect()
    assert checks.sqlite_faults(connection) == []
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert cursor.execute("PRAGMA synchronous").fetchone() == (checks.FULL,)
        assert cursor.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_a_new_database_is_for_its_owner_alone(connect: Any, tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    connection = connect()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE t (n INTEGER)")
    files = list(tmp_path.glob("x.sqlite3*"))
    assert len(files) >= 2
    assert {file.name: file.stat().st_mode & 0o777 for file in files} == {
        file.name: 0o600 for file in files
    }


def test_a_database_others_can_read_is_told(
    settings: Any, tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    settings.SHUFANG_HOME = tmp_path
    assert checks.database_is_private(None) == []
    file = tmp_path / "shufang.sqlite3"
    file.write_bytes(b"")
    for folder, mode, expected in (
        (0o755, 0o644, ["shared.W015"]),
        (0o700, 0o644, []),
        (0o755, 0o600, []),
    ):
        tmp_path.chmod(folder)
        file.chmod(mode)
        assert ids(checks.database_is_private(None)) == expected


def test_the_settings_are_the_ones_tested_here() -> None:
    shipped: dict[str, Any] = DATABASES["default"]
    if shipped["ENGINE"] == "shufang.shared.sqlite":
        assert shipped["OPTIONS"].items() >= SHIPPED.items()


def test_commits_that_a_power_cut_takes_back_are_refused(connect: Any) -> None:
    connection = connect(init_command="PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;")
    assert ids(checks.sqlite_faults(connection)) == ["shared.E011"]


def test_transactions_that_fail_in_a_rush_are_refused(connect: Any) -> None:
    assert ids(checks.sqlite_faults(connect(transaction_mode=None))) == ["shared.E012"]


def test_a_sqlite_that_corrupts_is_refused(connect: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    connection = connect()
    connection.ensure_connection()
    monkeypatch.setattr(checks, "SAFE_WITH_WAL", (99, 0, 0))
    assert ids(checks.sqlite_faults(connection)) == ["shared.E010"]


def test_with_such_a_sqlite_the_back_end_goes_without_wal(
    connect: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = connect()  # loads the back end, after which there is something to patch
    monkeypatch.setattr("shufang.shared.sqlite.base.SAFE_WITH_WAL", (99, 0, 0))
    monkeypatch.setattr(checks, "SAFE_WITH_WAL", (99, 0, 0))
    assert checks.sqlite_faults(connection) == []


@pytest.mark.django_db
def test_the_check_asks_the_database_in_use() -> None:
    found = checks.database_keeps_its_promises(None, ["default"])
    expected = {"sqlite": set(), "postgresql": {"shared.W013"}}  # the tests' own has fsync off
    assert set(ids(found)) <= expected[default.vendor]


def test_a_key_that_others_can_read_is_pointed_out(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    settings.SHUFANG_HOME = tmp_path
    assert checks.key_is_private(None) == []  # none yet
    key = tmp_path / "key"
    key.write_text("invented")
    key.chmod(0o600)
    assert checks.key_is_private(None) == []
    key.chmod(0o644)
    assert ids(checks.key_is_private(None)) == ["shared.W014"]


def test_a_fresh_key_is_private() -> None:
    assert (configured.SHUFANG_HOME / "key").stat().st_mode & 0o077 == 0
