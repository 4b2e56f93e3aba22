"""A message waits in the queue while the world goes on: what is no longer true is not sent."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.db.models import Model
from django.utils import timezone

from shufang.activities.actions.no_shows.appeal import DECIDED
from shufang.activities.actions.no_shows.ask_again import STILL_COMING
from shufang.activities.actions.no_shows.strike import MISSED
from shufang.activities.choices import Places, Stage, State
from shufang.activities.models import Activity, Registration, Rules, Strike, Watch
from shufang.activities.queries.promoting.reminding import (
    CALLED_OFF,
    DAY_BEFORE,
    MOVED,
    SAME_DAY,
    version_of,
)
from shufang.outbox.models import Message
from shufang.outbox.templates import template
from shufang.places.models import Site
from shufang.shared.models import subject_key
from tests.factories.at_the_door import party
from tests.factories.planned import plan_ahead, with_places

pytestmark = pytest.mark.django_db
Change = Callable[[Activity, Registration], object]


@pytest.fixture
def activity(tea_room: Site) -> Activity:
    starts = timezone.localtime().replace(hour=10, minute=0) + timedelta(days=3)
    found = plan_ahead(tea_room, starts=starts)
    with_places(found, 3)
    return found


@pytest.fixture
def made(activity: Activity) -> Registration:
    return party(activity, "周家", phone="13800000001")


def goes_out(code: str, subject: Model, version: int = 0) -> bool:
    """Whether this message is still sent, if it leaves now."""
    kind = template(code)
    assert kind is not None
    return (
        kind.text(Message(template=code, subject=subject_key(subject), version=version)) is not None
    )


def to_stage(stage: Stage) -> Change:
    return lambda _activity, made: Registration.objects.filter(pk=made.pk).update(stage=stage)


def to_state(state: State) -> Change:
    return lambda activity, _made: Activity.objects.filter(pk=activity.pk).update(state=state)


def begun(activity: Activity, made: Registration) -> None:
    now = timezone.now() - timedelta(minutes=1)
    Activity.objects.filter(pk=activity.pk).update(starts_at=now, day=timezone.localdate(now))


def erased(activity: Activity, made: Registration) -> None:
    made.delete()


def answered(activity: Activity, made: Registration) -> None:
    Registration.objects.filter(pk=made.pk).update(reconfirmed_at=timezone.now())


def moved(activity: Activity, made: Registration) -> None:
    assert activity.starts_at is not None
    later = activity.starts_at + timedelta(days=1)
    Activity.objects.filter(pk=activity.pk).update(starts_at=later, day=timezone.localdate(later))


ENDS_A_PLACE = [to_stage(Stage.CANCELLED), to_stage(Stage.ATTENDED), to_stage(Stage.EXPIRED)]


@pytest.mark.parametrize(
    "change",
    [*ENDS_A_PLACE, to_stage(Stage.WAITING), to_state(State.CANCELLED), answered, begun, erased],
)
def test_who_answered_or_has_no_place_is_not_asked(
    activity: Activity, made: Registration, change: Change
) -> None:
    subject = Registration.objects.get(pk=made.pk)
    assert goes_out(STILL_COMING, subject)
    change(activity, made)
    assert not goes_out(STILL_COMING, subject)


@pytest.mark.parametrize("code", [DAY_BEFORE, SAME_DAY])
@pytest.mark.parametrize(
    "change",
    [*ENDS_A_PLACE, to_stage(Stage.WAITING), to_state(State.CANCELLED), moved, begun, erased],
)
def test_nobody_is_reminded_of_what_is_otherwise(
    activity: Activity, made: Registration, code: str, change: Change
) -> None:
    subject, version = Registration.objects.get(pk=made.pk), version_of(activity)
    assert goes_out(code, subject, version)
    change(activity, made)
    assert not goes_out(code, subject, version)


def test_on_the_day_itself_the_word_of_the_day_before_is_late(
    activity: Activity, made: Registration
) -> None:
    assert activity.starts_at is not None
    with time_machine.travel(activity.starts_at - timedelta(hours=2), tick=False):
        assert not goes_out(DAY_BEFORE, made, version_of(activity))
        assert goes_out(SAME_DAY, made, version_of(activity))


@pytest.mark.parametrize(
    "change",
    [*ENDS_A_PLACE, to_stage(Stage.ABSENT), to_state(State.CANCELLED), begun, erased],
)
def test_another_time_is_told_to_those_it_concerns(
    activity: Activity, made: Registration, change: Change
) -> None:
    subject = Registration.objects.get(pk=made.pk)
    assert goes_out(MOVED, subject)
    change(activity, made)
    assert not goes_out(MOVED, subject)


def test_that_it_is_off_is_told_until_its_day_is_over(
    activity: Activity, made: Registration
) -> None:
    subject = Registration.objects.get(pk=made.pk)
    assert not goes_out(CALLED_OFF, subject)  # it was restored
    Activity.objects.update(state=State.CANCELLED)
    assert goes_out(CALLED_OFF, subject)
    assert activity.starts_at is not None
    with time_machine.travel(activity.starts_at + timedelta(hours=3), tick=False):
        assert goes_out(CALLED_OFF, subject)
    with time_machine.travel(activity.starts_at + timedelta(days=1), tick=False):
        assert not goes_out(CALLED_OFF, subject)
    erased(activity, made)
    assert not goes_out(CALLED_OFF, subject)


def test_a_record_that_was_lifted_is_not_told_and_an_answer_only_once_given(
    activity: Activity, made: Registration
) -> None:
    subject = Registration.objects.get(pk=made.pk)
    assert not goes_out(MISSED, subject)
    assert not goes_out(DECIDED, subject)
    Strike.objects.create(registration=made, expires_at=timezone.now() + timedelta(days=9))
    assert goes_out(MISSED, subject)
    assert not goes_out(DECIDED, subject)
    Strike.objects.update(lifted=True, decided_at=timezone.now())
    assert not goes_out(MISSED, subject)
    assert goes_out(DECIDED, subject)
    Strike.objects.all().delete()
    erased(activity, made)
    assert not goes_out(MISSED, subject)
    assert not goes_out(DECIDED, subject)


@pytest.mark.parametrize(
    "change",
    [*ENDS_A_PLACE, to_state(State.CANCELLED), begun, erased],
)
def test_that_a_place_was_given_is_told_while_it_is_there(
    activity: Activity, made: Registration, change: Change
) -> None:
    subject = Registration.objects.get(pk=made.pk)
    assert goes_out("registered_confirmed", subject, subject.version)
    assert not goes_out("registered_confirmed", subject, subject.version + 1)
    change(activity, made)
    assert not goes_out("registered_confirmed", subject, subject.version)


def test_that_a_place_went_to_others_is_told_after_the_start(
    activity: Activity, made: Registration
) -> None:
    to_stage(Stage.EXPIRED)(activity, made)
    begun(activity, made)
    assert goes_out("place_released", made, made.version)


def test_free_places_are_told_while_one_can_register(activity: Activity) -> None:
    wish = Watch.objects.create(activity=activity, phone_print="x", phone_sealed="x")
    assert goes_out("places_free", wish)
    Rules.objects.update(taken=3)
    assert not goes_out("places_free", wish)
    Rules.objects.update(taken=2, closes_at=timezone.now())
    assert not goes_out("places_free", wish)
    Rules.objects.update(closes_at=None, way=Places.OPEN)
    assert not goes_out("places_free", wish)
    gone = Watch.objects.get()
    Watch.objects.all().delete()
    assert not goes_out("places_free", gone)
