"""Writers on SQLite wait in line instead of failing or jumping it."""

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler, OperationalError
from pytest_django import DjangoDbBlocker

# No patience of SQLite's own: whoever is not kept waiting by our line fails at once.
IMPATIENT = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 0,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;",
}


class Shop:
    """One database file with one number in it, and as many connections as threads ask for."""

    def __init__(self, file: Path) -> None:
        self.handler = ConnectionHandler(
            {"default": {"ENGINE": "shufang.shared.sqlite", "NAME": file, "OPTIONS": IMPATIENT}}
        )
        self.run("CREATE TABLE till (sum INTEGER)")
        self.run("INSERT INTO till VALUES (0)")

    @property
    def connection(self) -> BaseDatabaseWrapper:
        return self.handler["default"]

    def run(self, command: str) -> Any:
        with self.connection.cursor() as cursor:
            return cursor.execute(command).fetchone()


@pytest.fixture
def shop(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Shop]:
    with django_db_blocker.unblock():
        shop = Shop(tmp_path / "shop.sqlite3")
        yield shop
        shop.handler.close_all()


class Writing:
    """A write transaction on the shop's connection of this thread."""

    def __init__(self, shop: Shop) -> None:
        self.connection = shop.connection

    def __enter__(self) -> None:
        self.connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)

    def __exit__(self, *reason: object) -> None:
        self.connection.commit() if reason[0] is None else self.connection.rollback()
        self.connection.set_autocommit(True)


def test_a_second_writer_waits_for_the_first(shop: Shop) -> None:
    order: list[str] = []
    first_is_in = threading.Event()

    def second() -> None:
        first_is_in.wait(5)
        try:
            with Writing(shop):
                order.append("second")
                shop.run("UPDATE till SET sum = sum * 10")
        except OperationalError as error:
            order.append(f"second refused: {error}")
        finally:
            shop.handler.close_all()

    thread = threading.Thread(target=second)
    thread.start()
    with Writing(shop):
        first_is_in.set()
        thread.join(0.3)  # the second has every chance to push in
        shop.run("UPDATE till SET sum = sum + 1")
        order.append("first")
    thread.join(5)
    assert order == ["first", "second"]
    assert shop.run("SELECT sum FROM till") == (10,)


def test_no_addition_is_lost_among_many_writers(shop: Shop) -> None:
    refused: list[OperationalError] = []
    opening = threading.Lock()  # a file that is being opened is locked for a moment
    all_open, all_done = threading.Barrier(8), threading.Barrier(8)

    def add() -> None:
        with opening:
            shop.run("SELECT sum FROM till")
        all_open.wait(30)
        try:
            for _ in range(20):
                with Writing(shop):
                    (before,) = shop.run("SELECT sum FROM till")
                    shop.run(f"UPDATE till SET sum = {before + 1}")  # noqa: S608 (a number)
        except OperationalError as error:
            refused.append(error)
        all_done.wait(30)
        shop.handler.close_all()

    threads = [threading.Thread(target=add) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert refused == []
    assert shop.run("SELECT sum FROM till") == (160,)


def test_a_rolled_back_writer_leaves_the_line(shop: Shop) -> None:
    with contextlib.suppress(ZeroDivisionError), Writing(shop):
        shop.run("UPDATE till SET sum = 99")
        raise ZeroDivisionError
    with Writing(shop):
        shop.run("UPDATE till SET sum = sum + 1")
    assert shop.run("SELECT sum FROM till") == (1,)
