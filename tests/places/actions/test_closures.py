"""Closing for some days, and opening again."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from shufang.people.models import User
from shufang.places.actions.close_days import close_days
from shufang.places.actions.lift_closure import lift_closure
from shufang.places.models import Closure, Site
from shufang.shared.models import LogEntry

MONDAY, FRIDAY = date(2025, 3, 3), date(2025, 3, 7)


def close(actor: User, site: Site | None, first: date = MONDAY, last: date = FRIDAY) -> Closure:
    return close_days(actor=actor, site=site, first_day=first, last_day=last, notice=" 盘点 ")


def test_a_closure_has_a_notice_and_a_log_entry(site_staff: User, tea_room: Site) -> None:
    closure = close(site_staff, tea_room)
    assert closure.notice == "盘点"
    entry = LogEntry.objects.get()
    assert (entry.deed, entry.label) == ("places.close_days", tea_room.name)


@pytest.mark.parametrize(
    ("first", "last", "notice"), [(FRIDAY, MONDAY, "盘点"), (MONDAY, FRIDAY, "  ")]
)
def test_an_end_before_the_start_or_no_notice_is_refused(
    site_staff: User, tea_room: Site, first: date, last: date, notice: str
) -> None:
    with pytest.raises(ValidationError):
        close_days(actor=site_staff, site=tea_room, first_day=first, last_day=last, notice=notice)
    assert not Closure.objects.exists()


def test_days_already_closed_are_refused_but_not_those_of_another_room(
    library: User, tea_room: Site, taiping: Site
) -> None:
    close(library, tea_room)
    with pytest.raises(ValidationError) as refusal:
        close(library, tea_room, FRIDAY, date(2025, 3, 9))
    assert "盘点" in str(refusal.value)
    close(library, taiping)
    close(library, None)
    assert Closure.objects.count() == 3


def test_a_closure_to_come_disappears(library: User, tea_room: Site) -> None:
    lift_closure(actor=library, closure=close(library, tea_room), today=date(2025, 3, 1))
    assert not Closure.objects.exists()
    assert LogEntry.objects.filter(deed="places.lift_closure").count() == 1


def test_a_closure_under_way_ends_yesterday(library: User, tea_room: Site) -> None:
    closure = close(library, tea_room)
    lift_closure(actor=library, closure=closure, today=date(2025, 3, 5))
    closure.refresh_from_db()
    assert closure.last_day == date(2025, 3, 4)


def test_a_closure_that_is_over_stays(library: User, tea_room: Site) -> None:
    closure = close(library, tea_room)
    with pytest.raises(ValidationError):
        lift_closure(actor=library, closure=closure, today=date(2025, 3, 8))
    assert Closure.objects.filter(last_day=FRIDAY).exists()
