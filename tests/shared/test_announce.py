"""News is heard inside the transaction that made it, by those the wiring names."""

from dataclasses import dataclass

import pytest
from django.db import transaction

from shufang.config.wiring import HEARERS
from shufang.shared import announce as news
from shufang.shared.models import LogEntry


@dataclass(frozen=True)
class Opened:
    room: str


@pytest.fixture
def heard() -> object:
    def write(opened: Opened) -> None:
        LogEntry.objects.create(actor="wiring", deed="test", subject=opened.room)

    news.listen({Opened: [write]})
    yield
    news.listen(HEARERS)


@pytest.mark.django_db
def test_what_a_hearer_writes_goes_with_the_transaction(heard: object) -> None:
    with transaction.atomic():
        news.announce(Opened("太平"))
        assert LogEntry.objects.filter(subject="太平").exists()
        transaction.set_rollback(True)
    assert not LogEntry.objects.exists()


@pytest.mark.django_db
def test_news_nobody_asked_for_is_nobodys_trouble(heard: object) -> None:
    news.announce("something else")


def test_the_composition_root_wired_the_table_at_the_start() -> None:
    assert news._hearers is HEARERS
