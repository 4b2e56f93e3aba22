"""Parties with a place are reminded, of the time and place that hold when the message leaves."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import LazySettings
from django.db import transaction
from django.test import Client

from shufang.activities.actions.planning.call_off import call_off
from shufang.activities.actions.promoting.remind import remind
from shufang.activities.actions.promoting.set_reminders import set_reminders
from shufang.activities.actions.promoting.tell_change import tell_called_off, tell_moved
from shufang.activities.choices import Stage, State
from shufang.activities.models import Activity, Registration, Reminders, Rules
from shufang.activities.models.registration import PHONE
from shufang.activities.news import ActivityCancelled, ActivityMoved
from shufang.outbox.actions.deliver import deliver
from shufang.outbox.choices import Status
from shufang.outbox.models import Message
from shufang.people.models import Household, User
from shufang.places.models import Site, Zone
from shufang.shared.announce import announce
from shufang.shared.models import LogEntry
from shufang.shared.secrets import fingerprint, seal
from tests.factories.planned import plan_ahead, with_places
from tests.factories.stand_in import Provider, provider

pytestmark = pytest.mark.django_db

STARTS = datetime(2026, 11, 28, 10, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Saturday
EVE = datetime(2026, 11, 27, 18, tzinfo=ZoneInfo("Asia/Shanghai"))
SHORTLY = STARTS - timedelta(hours=2)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def gateway(settings: LazySettings) -> Iterator[Provider]:
    with provider() as found:
        settings.SMS_URL, settings.SMS_KEY, settings.SMS_IDEMPOTENT = found.url, "k", True
        yield found


@pytest.fixture
def activity(tea_room: Site) -> Activity:
    zone = Zone.objects.create(site=tea_room, name="故事角")
    found = plan_ahead(tea_room, starts=STARTS, zone=zone)
    Activity.objects.update(published_at=STARTS - timedelta(days=9))
    with_places(found)
    return found


def party(
    activity: Activity, phone: str, stage: Stage = Stage.CONFIRMED, **fields: object
) -> Registration:
    values = {
        "activity": activity,
        "stage": stage,
        "number": Registration.objects.count() + 1,
        "takes": 1,
        "phone_sealed": seal(phone, PHONE),
        "phone_print": phone,
        "token": fingerprint(phone),
        "changed_at": STARTS - timedelta(days=3),
        **fields,
    }
    return Registration.objects.create(**values)


def at(moment: datetime) -> None:
    """What the clock's worker does at this moment."""
    with time_machine.travel(moment, tick=False):
        remind()
        deliver()


def texts(gateway: Provider) -> list[str]:
    return [body["text"] for _path, _headers, body in gateway.asked]


def test_the_day_before_and_shortly_before(activity: Activity, gateway: Provider) -> None:
    registration = party(activity, "13800004821")
    at(EVE - MINUTE)
    assert gateway.asked == []
    for moment in (EVE, EVE + MINUTE, SHORTLY - MINUTE):
        at(moment)
    [text] = texts(gateway)
    assert "明天 11月28日 周六 10:00–11:00" in text
    assert "茶园小学智慧书房 · 故事角" in text
    assert registration.link_token in text
    for moment in (SHORTLY, SHORTLY + MINUTE, STARTS, STARTS + MINUTE):
        at(moment)
    assert len(gateway.asked) == 2
    assert "今天 11月28日" in texts(gateway)[1]


def test_in_the_language_of_the_party(activity: Activity, gateway: Provider) -> None:
    party(activity, "13800004821", language="en")
    at(EVE)
    assert "Tomorrow Sat 28 Nov" in texts(gateway)[0]


def test_only_those_with_a_place(activity: Activity, gateway: Provider) -> None:
    for number, stage in enumerate(Stage):
        party(activity, f"1380000482{number}", stage)
    at(EVE)
    assert len(gateway.asked) == 1


def test_who_has_just_come_is_not_reminded_at_once(activity: Activity, gateway: Provider) -> None:
    party(activity, "13800004821", changed_at=EVE + MINUTE)
    at(EVE + 2 * MINUTE)
    assert gateway.asked == []
    at(SHORTLY)
    assert len(gateway.asked) == 1


def test_a_worker_that_was_away_sends_the_last_one_only(
    activity: Activity, gateway: Provider
) -> None:
    party(activity, "13800004821")
    at(SHORTLY + timedelta(minutes=30))
    [text] = texts(gateway)
    assert "今天" in text


def _queue_then(activity: Activity, **changes: object) -> Message:
    """The reminder waits in the queue while something changes."""
    party(activity, "13800004821")
    with time_machine.travel(EVE, tick=False):
        remind()
        message = Message.objects.get()
        Activity.objects.filter(pk=activity.pk).update(**changes)
        deliver()
    message.refresh_from_db()
    return message


def test_a_called_off_activity_is_not_reminded_of(activity: Activity, gateway: Provider) -> None:
    assert _queue_then(activity, state=State.CANCELLED).status == Status.DROPPED
    assert gateway.asked == []


def test_nor_one_that_has_moved_meanwhile(activity: Activity, gateway: Provider) -> None:
    later = STARTS + timedelta(hours=5)
    message = _queue_then(activity, starts_at=later, ends_at=later + timedelta(hours=1))
    assert message.status == Status.DROPPED
    at(EVE + MINUTE)  # but of its new time
    [text] = texts(gateway)
    assert "15:00–16:00" in text


def test_nor_who_has_given_up_the_place(activity: Activity, gateway: Provider) -> None:
    registration = party(activity, "13800004821")
    with time_machine.travel(EVE, tick=False):
        remind()
        Registration.objects.filter(pk=registration.pk).update(stage=Stage.CANCELLED)
        deliver()
    assert gateway.asked == []


@pytest.mark.parametrize(
    "changes", [{"published_at": None}, {"state": State.DRAFT}, {"starts_at": None}]
)
def test_what_readers_do_not_see_is_not_reminded_of(
    activity: Activity, gateway: Provider, changes: dict[str, object]
) -> None:
    party(activity, "13800004821")
    Activity.objects.update(**changes)
    at(EVE)
    assert gateway.asked == []


def test_without_a_number_of_its_own_the_guardian_is_reminded(
    activity: Activity, gateway: Provider, zhang_family: Household
) -> None:
    party(activity, "", household=zhang_family)
    at(EVE)
    assert gateway.asked[0][2]["to"] == "13800004821"


def test_the_network_sets_the_times(activity: Activity, gateway: Provider, library: User) -> None:
    party(activity, "13800004821")
    set_reminders(actor=library, day_before=False, day_before_at=time(18), hours_before=4)
    at(EVE)
    assert gateway.asked == []
    at(STARTS - timedelta(hours=4))
    assert len(gateway.asked) == 1
    set_reminders(actor=library, day_before=False, day_before_at=time(18), hours_before=0)
    assert Reminders.objects.count() == 1
    assert LogEntry.objects.filter(deed="activities.set_reminders").count() == 2


class TestAChange:
    """Who counts on an activity hears of a change, once, and the last one only."""

    def test_everybody_is_asked_whether_they_still_come(
        self, activity: Activity, gateway: Provider
    ) -> None:
        party(activity, "13800004821")
        party(activity, "13800004822", Stage.WAITING)
        party(activity, "13800004823", Stage.CANCELLED)
        with time_machine.travel(EVE, tick=False):
            tell_moved(ActivityMoved(activity))
            deliver()
        assert len(gateway.asked) == 2
        assert all("还来吗" in text and "故事角" in text for text in texts(gateway))

    def test_its_link_asks_without_an_account(
        self, activity: Activity, gateway: Provider, client: Client
    ) -> None:
        registration = party(activity, "13800004821")
        waiting = party(activity, "13800004822", Stage.WAITING)
        with time_machine.travel(EVE, tick=False):
            tell_moved(ActivityMoved(activity))
            deliver()
            for text in texts(gateway):
                link = text.rpartition(" ")[2].removeprefix("http://127.0.0.1:8000")
                assert client.get(link, follow=True).status_code == 200
        assert registration.link_token in "".join(texts(gateway))
        assert waiting.link_token in "".join(texts(gateway))

    def test_called_off_is_told_once_though_registrations_end(
        self, activity: Activity, gateway: Provider, operator: User
    ) -> None:
        party(activity, "13800004821")
        Rules.objects.update(taken=1)
        with time_machine.travel(EVE, tick=False):
            call_off(actor=operator, activity=activity, reason="老师病了")
            deliver()
        [text] = texts(gateway)
        assert "取消了" in text

    def test_the_wiring_hears_of_it(self, activity: Activity) -> None:
        party(activity, "13800004821")
        announce(ActivityMoved(activity))
        announce(ActivityCancelled(activity))
        assert {message.template for message in Message.objects.all()} >= {
            "activity_moved",
            "activity_called_off",
        }

    def test_moved_twice_is_told_once(self, activity: Activity, gateway: Provider) -> None:
        party(activity, "13800004821")
        with time_machine.travel(EVE, tick=False):
            for sequence in (1, 2):
                activity.sequence = sequence
                tell_moved(ActivityMoved(activity))
            deliver()
        assert len(gateway.asked) == 1

    def test_moved_and_then_called_off(self, activity: Activity, gateway: Provider) -> None:
        party(activity, "13800004821")
        with time_machine.travel(EVE, tick=False):
            tell_moved(ActivityMoved(activity))
            tell_called_off(ActivityCancelled(activity))
            Activity.objects.update(state=State.CANCELLED)
            deliver()
        [text] = texts(gateway)
        assert "取消了" in text
        assert "故事角" in text

    def test_rolled_back_nobody_hears(self, activity: Activity, gateway: Provider) -> None:
        party(activity, "13800004821")

        def fails() -> None:
            with transaction.atomic():
                tell_moved(ActivityMoved(activity))
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fails()
        deliver()
        assert gateway.asked == []

    def test_nothing_personal_lies_in_the_queue(self, activity: Activity) -> None:
        party(activity, "13800004821", name="张家")
        tell_moved(ActivityMoved(activity))
        row = str(Message.objects.values().get())
        assert "13800004821" not in row
        assert "张家" not in row
