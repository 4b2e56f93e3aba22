"""Counts by hand: once for each room and month, never days beside a whole month."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from shufang.circulation.actions.record_count import (
    CountDetails,
    correct_count,
    record_count,
    remove_count,
)
from shufang.circulation.models import PeriodCount
from shufang.lake import ask
from shufang.people.models import User
from shufang.places.models import Site
from shufang.shared.models import LogEntry
from shufang.shared.period import Period

YEAR = Period(date(2024, 7, 12), date(2025, 7, 11))
TOLD = CountDetails(120, "gate", estimated=False)


def record(actor: User, site: Site, day: date, span: str = "month") -> PeriodCount:
    return record_count(actor=actor, counted="loans", site=site, span=span, day=day, details=TOLD)


def test_a_month_lies_on_its_16th_and_is_counted(operator: User, tea_room: Site) -> None:
    assert ask("loans", YEAR).total.value is None
    count = record(operator, tea_room, date(2025, 3, 1))
    assert count.day == date(2025, 3, 16)
    assert ask("loans", YEAR).total.value == 120
    assert LogEntry.objects.get().deed == "circulation.record_count"


@pytest.mark.parametrize(
    ("day", "span"),
    [
        (date(2025, 3, 30), "month"),
        (date(2025, 3, 30), "day"),
        (timezone.localdate() + timedelta(days=40), "month"),
        (timezone.localdate() + timedelta(days=1), "day"),
        (date(202, 3, 1), "month"),
    ],
)
def test_what_cannot_be_is_refused_at_the_day(
    operator: User, tea_room: Site, day: date, span: str
) -> None:
    record(operator, tea_room, date(2025, 3, 1))
    with pytest.raises(ValidationError) as refusal:
        record(operator, tea_room, day, span)
    assert list(refusal.value.message_dict) == ["day"]
    assert (PeriodCount.objects.count(), LogEntry.objects.count()) == (1, 1)


def test_other_rooms_and_months_are_other_counts(
    operator: User, tea_room: Site, taiping: Site
) -> None:
    record(operator, tea_room, date(2025, 3, 1))
    record(operator, taiping, date(2025, 3, 1))
    record(operator, tea_room, date(2025, 4, 2), "day")
    record(operator, tea_room, date(2025, 4, 3), "day")
    assert ask("loans", YEAR).total.value == 480


def test_a_correction_changes_the_figure_and_says_why(operator: User, tea_room: Site) -> None:
    count = record(operator, tea_room, date(2025, 3, 1))
    with pytest.raises(ValidationError) as refusal:
        correct_count(
            actor=operator, count=count, details=CountDetails(99, "", estimated=True), reason=""
        )
    assert list(refusal.value.message_dict) == ["reason"]
    nothing = CountDetails(None, "gate", estimated=False)
    changes = correct_count(actor=operator, count=count, details=nothing, reason="没统计")
    assert changes == {"value": ["120", ""]}
    total = ask("loans", YEAR).total
    assert (total.value, total.missing) == (None, 1)
    entry = LogEntry.objects.get(deed="circulation.correct_count")
    assert (entry.reason, entry.detail) == ("没统计", changes)
    assert correct_count(actor=operator, count=count, details=nothing, reason="") == {}


def test_removed_it_is_no_longer_counted_and_its_words_stay(operator: User, tea_room: Site) -> None:
    count = record(operator, tea_room, date(2025, 3, 1))
    with pytest.raises(ValidationError):
        remove_count(actor=operator, count=count, reason=" ")
    ask("loans", YEAR)
    remove_count(actor=operator, count=count, reason="记错书房")
    assert ask("loans", YEAR).total.value is None
    entry = LogEntry.objects.get(deed="circulation.remove_count")
    assert entry.detail["value"] == ["120", ""]
    assert not PeriodCount.objects.exists()
