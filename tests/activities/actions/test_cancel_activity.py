"""Cancelled is not counted, restored is counted again; both say why."""

import pytest
from django.core.exceptions import ValidationError

from shufang.activities.actions.add_activity import add_activity
from shufang.activities.actions.cancel_activity import cancel_activity, restore_activity
from shufang.activities.models import Activity
from shufang.lake import ask
from shufang.people.models import User
from shufang.places.models import Site
from shufang.shared.models import LogEntry
from shufang.shared.period import Period
from tests.activities.stating import YEAR, said

PERIOD = Period(*YEAR)


@pytest.fixture
def activity(operator: User, tea_room: Site) -> Activity:
    return add_activity(actor=operator, details=said(tea_room))


def test_cancelled_is_not_counted_and_restored_is_again(operator: User, activity: Activity) -> None:
    assert ask("activities_held", PERIOD).total.value == 1
    cancel_activity(actor=operator, activity=activity, reason="台风")
    assert ask("activities_held", PERIOD).total.value == 0
    assert Activity.objects.get().state == "cancelled"
    restore_activity(actor=operator, activity=activity, reason="记错了")
    assert ask("sign_ins", PERIOD).total.value == 12
    deeds = LogEntry.objects.order_by("pk").values_list("deed", "reason", "detail")
    assert list(deeds)[1:] == [
        ("activities.cancel", "台风", {"state": ["held", "cancelled"]}),
        ("activities.restore", "记错了", {"state": ["cancelled", "held"]}),
    ]


def test_calendars_are_told_of_each_turn(operator: User, activity: Activity) -> None:
    told = [activity.sequence]
    cancel_activity(actor=operator, activity=activity, reason="台风")
    told.append(Activity.objects.get().sequence)
    restore_activity(actor=operator, activity=activity, reason="记错了")
    told.append(Activity.objects.get().sequence)
    assert told == [0, 1, 2]


def test_a_reason_is_owed(operator: User, activity: Activity) -> None:
    for turn in (cancel_activity, restore_activity):
        with pytest.raises(ValidationError) as refusal:
            turn(actor=operator, activity=activity, reason=" ")
        assert list(refusal.value.message_dict) == ["reason"]
    assert Activity.objects.get().state == "held"


def test_a_second_time_changes_and_logs_nothing(operator: User, activity: Activity) -> None:
    cancel_activity(actor=operator, activity=activity, reason="台风")
    cancel_activity(actor=operator, activity=activity, reason="台风")
    assert LogEntry.objects.filter(deed="activities.cancel").count() == 1
