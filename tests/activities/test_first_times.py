"""A family's first time is one day in its life, however late a sign-in is told or taken back."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from shufang.activities.actions.cancel_activity import cancel_activity, restore_activity
from shufang.activities.actions.signing_in.confirm import confirm_check_in
from shufang.activities.actions.signing_in.sign_in import sign_in
from shufang.activities.choices import Grade, Method, Stage
from shufang.activities.models import Activity, CheckIn
from shufang.lake import ask
from shufang.people.models import Household, User
from shufang.places.models import Site
from shufang.shared.period import Period
from tests.cast import make_family
from tests.factories import make_activity
from tests.factories.came import check_in, registered
from tests.factories.planned import plan_ahead, with_places

pytestmark = pytest.mark.django_db
LAST_YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
THIS_YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def family(db: None) -> Household:
    return make_family("张家", "13800000001", ("小满", 2019, 5))


def held_on(site: Site, year: int, month: int, day: int) -> Activity:
    starts = datetime.combine(date(year, month, day), time(10), timezone.get_current_timezone())
    return plan_ahead(site, starts=starts)


def come(activity: Activity, family: Household, *, told: timedelta = timedelta()) -> CheckIn:
    """The family arrives at the start; the message may come later."""
    assert activity.starts_at is not None
    with time_machine.travel(activity.starts_at + told, tick=False):
        return sign_in(
            activity=activity,
            method=Method.KIOSK,
            key=f"key-{activity.pk}",
            adults=1,
            children=1,
            household=family,
            at=activity.starts_at,
        )


def first_times() -> tuple[object, object]:
    both = (ask("first_time_households", year).total.value for year in (LAST_YEAR, THIS_YEAR))
    return tuple(both)  # type: ignore[return-value]


def test_a_tablet_that_was_offline_over_the_new_year_tells_the_first_time_late(
    tea_room: Site, taiping: Site, family: Household
) -> None:
    old, new = held_on(tea_room, 2025, 12, 31), held_on(taiping, 2026, 1, 2)
    with_places(old)
    come(new, family)
    assert first_times() == (0, 1)
    come(old, family, told=timedelta(days=2, hours=3))
    assert first_times() == (1, 0)
    assert CheckIn.objects.filter(first_time=True).count() == 1


def test_a_later_sign_in_that_is_told_late_takes_no_first_time_away(
    tea_room: Site, taiping: Site, family: Household
) -> None:
    old, new = held_on(tea_room, 2025, 12, 31), held_on(taiping, 2026, 1, 2)
    come(old, family)
    come(new, family, told=timedelta(days=2))
    assert first_times() == (1, 0)


def test_an_activity_that_was_not_held_after_all_was_nobodys_first(
    tea_room: Site, taiping: Site, family: Household, operator: User
) -> None:
    old, new = held_on(tea_room, 2025, 12, 31), held_on(taiping, 2026, 1, 2)
    come(old, family)
    come(new, family)
    cancel_activity(actor=operator, activity=old, reason="登记错了")
    assert first_times() == (0, 1)
    restore_activity(actor=operator, activity=old, reason="还是办了")
    assert first_times() == (1, 0)


def test_who_came_first_to_what_was_cancelled_comes_for_the_first_time_later(
    tea_room: Site, taiping: Site, family: Household, operator: User
) -> None:
    old = held_on(tea_room, 2025, 12, 31)
    come(old, family)
    cancel_activity(actor=operator, activity=old, reason="登记错了")
    come(held_on(taiping, 2026, 1, 2), family)
    assert first_times() == (0, 1)


def test_nobody_is_blamed_while_the_only_sign_in_waits_for_a_second_person(
    tea_room: Site, operator: User, library: User
) -> None:
    """The list on paper was entered, so the others were marked absent; figures do not know yet
    whether anybody came."""
    activity = make_activity(tea_room, date(2025, 9, 7))
    with_places(activity, 4)
    came = registered(activity, Stage.ATTENDED)
    registered(activity, Stage.ABSENT)
    entered = check_in(
        activity, registration=came, grade=Grade.D, method=Method.PAPER, user=operator
    )
    assert ask("show_up_rate", LAST_YEAR).total.value is None
    confirm_check_in(check_in=entered, actor=library)
    assert ask("show_up_rate", LAST_YEAR).total.value == 50
