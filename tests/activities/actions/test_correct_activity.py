"""A correction: before and after in the log, figures follow, sources stay honest."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from shufang.activities.actions.add_activity import add_activity
from shufang.activities.actions.correct_activity import correct_activity
from shufang.activities.actions.details import Details
from shufang.activities.models import Activity, Category, StatedCount
from shufang.lake import ask
from shufang.people.models import User
from shufang.places.models import Site
from shufang.shared.models import LogEntry
from shufang.shared.period import Period
from tests.activities.stating import YEAR, said
from tests.factories import make_activity, make_report, state_count

PERIOD = Period(*YEAR)


@pytest.fixture
def activity(operator: User, tea_room: Site) -> Activity:
    return add_activity(actor=operator, details=said(tea_room))


def correct(
    actor: User, activity: Activity, reason: str = "数错了", **changes: object
) -> dict[str, list[str]]:
    details = Details(**{**vars(Details.of(activity)), **changes})
    return correct_activity(actor=actor, activity=activity, details=details, reason=reason)


def test_the_figure_changes_and_the_log_keeps_both_values(
    operator: User, activity: Activity
) -> None:
    assert ask("sign_ins", PERIOD).total.value == 12
    assert correct(operator, activity, sign_ins=15) == {"sign_ins": ["12", "15"]}
    assert ask("sign_ins", PERIOD).total.value == 15
    entry = LogEntry.objects.get(deed="activities.correct")
    assert (entry.reason, entry.detail) == ("数错了", {"sign_ins": ["12", "15"]})
    activity.refresh_from_db()
    assert activity.changed_at is not None


def test_moving_the_day_changes_both_months(operator: User, activity: Activity) -> None:
    by_month = ask("activities_held", PERIOD, ("month",))
    assert [row.names for row in by_month.rows] == [("2025-03",)]
    correct(operator, activity, day=date(2025, 5, 1))
    by_month = ask("activities_held", PERIOD, ("month",))
    assert [row.names for row in by_month.rows] == [("2025-05",)]


def test_another_category_takes_its_media_reports_along(operator: User, activity: Activity) -> None:
    make_report(activity)
    assert categories_in_the_news() == [("亲子阅读",)]
    correct(operator, activity, category=Category.objects.get(name="老年阅读"))
    assert categories_in_the_news() == [("老年阅读",)]


def categories_in_the_news() -> list[tuple[str, ...]]:
    return [row.names for row in ask("media_reports", PERIOD, ("category",)).rows if row.value]


def test_without_a_reason_nothing_changes(operator: User, activity: Activity) -> None:
    with pytest.raises(ValidationError) as refusal:
        correct(operator, activity, reason="  ", sign_ins=15)
    assert list(refusal.value.message_dict) == ["reason"]
    assert StatedCount.objects.get().sign_ins == 12
    assert not LogEntry.objects.filter(deed="activities.correct").exists()


def test_calendars_are_told_of_a_correction(operator: User, activity: Activity) -> None:
    correct(operator, activity, title="另一个名字")
    activity.refresh_from_db()
    assert activity.sequence == 1


def test_nothing_different_is_no_correction(operator: User, activity: Activity) -> None:
    assert correct(operator, activity, reason="") == {}
    assert not LogEntry.objects.filter(deed="activities.correct").exists()


def test_a_counted_ledger_row_becomes_staff_only_when_its_counts_change(
    operator: User, tea_room: Site
) -> None:
    activity = make_activity(tea_room, date(2025, 3, 8))
    state_count(activity, sign_ins=9)
    correct(operator, activity, title="新标题")
    assert StatedCount.objects.get().source == "ledger"
    correct(operator, activity, sign_ins=10)
    assert StatedCount.objects.get().source == "staff"


def test_a_new_title_states_no_count(operator: User, tea_room: Site) -> None:
    activity = make_activity(tea_room, date(2025, 3, 8))
    correct(operator, activity, title="新标题")
    assert not StatedCount.objects.exists()


def test_it_may_not_become_another_one(operator: User, activity: Activity, tea_room: Site) -> None:
    other = add_activity(actor=operator, details=said(tea_room, title="手工"))
    with pytest.raises(ValidationError) as refusal:
        correct(operator, other, title="讲故事")
    assert list(refusal.value.message_dict) == ["title"]


def test_an_imported_day_to_come_can_be_left_as_it_is(operator: User, tea_room: Site) -> None:
    activity = make_activity(tea_room, date(2090, 1, 1))
    assert correct(operator, activity, title="新标题")
