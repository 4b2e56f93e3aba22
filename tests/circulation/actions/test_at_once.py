"""Two people at one count at the same moment."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404

from shufang.circulation.actions.record_count import (
    CountDetails,
    correct_count,
    record_count,
    remove_count,
)
from shufang.circulation.models import PeriodCount
from shufang.people.models import User
from shufang.places.models import Site
from shufang.shared.models import LogEntry
from tests.meanwhile import meanwhile

pytestmark = pytest.mark.django_db(transaction=True)


def record(actor: User, site: Site, value: int = 120) -> PeriodCount:
    return record_count(
        actor=actor,
        counted="loans",
        site=site,
        span="month",
        day=date(2025, 3, 1),
        details=CountDetails(value, "", estimated=False),
    )


def test_the_same_month_sent_twice_at_once_is_one(tea_room: Site, operator: User) -> None:
    with (
        meanwhile(lambda: record(operator, tea_room)),
        pytest.raises(ValidationError, match="已经有记录"),
    ):
        record(operator, tea_room)
    assert PeriodCount.objects.count() == 1


def test_the_log_tells_what_stood_there(tea_room: Site, operator: User) -> None:
    count = record(operator, tea_room)
    stale = PeriodCount.objects.get(pk=count.pk)
    twelve, fifty = (CountDetails(value, "", estimated=False) for value in (12, 50))
    with meanwhile(
        lambda: correct_count(actor=operator, count=count, details=twelve, reason="漏记")
    ):
        correct_count(actor=operator, count=stale, details=fifty, reason="再改")
    entries = LogEntry.objects.order_by("id")
    assert [entry.detail["value"] for entry in entries] == [
        ["", "120"],
        ["120", "12"],
        ["12", "50"],
    ]


@pytest.mark.parametrize("deed", ["correct", "remove"])
def test_a_count_that_was_removed_stays_removed(tea_room: Site, operator: User, deed: str) -> None:
    count = record(operator, tea_room)
    stale = PeriodCount.objects.get(pk=count.pk)
    fifty = CountDetails(50, "", estimated=False)
    deeds: dict[str, Callable[[], object]] = {
        "correct": lambda: correct_count(actor=operator, count=stale, details=fifty, reason="再改"),
        "remove": lambda: remove_count(actor=operator, count=stale, reason="重复"),
    }
    with (
        meanwhile(lambda: remove_count(actor=operator, count=count, reason="重复")),
        pytest.raises(Http404),
    ):
        deeds[deed]()
    assert not PeriodCount.objects.exists()
