"""What an activity becomes by those who came, and stays where it is not theirs to say."""

import pytest

from shufang.activities.actions.signing_in.hold import mark_held, take_back_held
from shufang.activities.actions.signing_in.refusals import NotSignedInError
from shufang.activities.choices import State
from shufang.activities.models import Activity
from shufang.lake.models import Touch
from shufang.shared.models import LogEntry
from tests.factories import state_count

pytestmark = pytest.mark.django_db


def test_who_calls_it_off_meanwhile_is_not_overruled(activity: Activity) -> None:
    as_seen = Activity.objects.get(pk=activity.pk)
    Activity.objects.update(state=State.CANCELLED)
    with pytest.raises(NotSignedInError) as refusal:
        mark_held(as_seen)
    assert refusal.value.code == "cancelled_activity"
    assert Activity.objects.get().state == State.CANCELLED


def test_it_is_held_once_and_its_month_counted_anew(activity: Activity) -> None:
    Touch.objects.all().delete()
    mark_held(activity)
    mark_held(activity)
    assert activity.state == State.HELD
    assert LogEntry.objects.filter(deed="activities.hold").count() == 1
    assert Touch.objects.filter(fact="attendance").exists()


@pytest.mark.parametrize("because", ["stated", "closed"])
def test_what_a_ledger_states_or_a_review_closed_stays_held(
    activity: Activity, because: str
) -> None:
    mark_held(activity)
    if because == "stated":
        state_count(activity, sign_ins=9)
    else:
        Activity.objects.update(closed_at=activity.ends_at)
    take_back_held(Activity.objects.get())
    assert Activity.objects.get().state == State.HELD


def test_without_anybody_it_is_planned_as_before(activity: Activity) -> None:
    mark_held(activity)
    take_back_held(Activity.objects.get())
    assert Activity.objects.get().state == State.SCHEDULED
