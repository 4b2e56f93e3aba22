"""What parties read about their registration, as it stands when the message leaves."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone, translation

from shufang.activities.actions.registering.cancel import cancel_registration
from shufang.activities.actions.registering.offers import accept_offer, expire_offers
from shufang.activities.actions.registering.register import Kid, Party, register
from shufang.activities.actions.registering.watch import watch
from shufang.activities.models import Activity, Registration, Rules
from shufang.outbox import templates
from shufang.outbox.models import Message
from shufang.outbox.templates import Text
from shufang.people.models import User
from shufang.places.models import Site
from tests.factories.planned import plan_ahead, with_places

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity(tea_room: Site) -> Activity:
    starts = timezone.localtime().replace(hour=10, minute=0) + timedelta(days=3)
    found = plan_ahead(tea_room, starts=starts, title="Shadow play")
    with_places(found, 1, waiting_places=9)
    return found


def come(activity: Activity, number: int) -> Registration:
    kid = Kid("小米", timezone.localdate().year - 6, 1)
    fresh = Activity.objects.select_related("rules").get(pk=activity.pk)
    return register(activity=fresh, party=Party(1, (kid,)), phone=f"1380000{number:04}")


def text(code: str, language: str = "zh-hans") -> Text | None:
    message = Message.objects.filter(template=code).latest("pk")
    template = templates.template(code)
    assert template is not None
    with translation.override(language):
        return template.text(message)


def said(code: str) -> str:
    """The Chinese body; the English one is there and has no Chinese but names as typed."""
    english = text(code, "en")
    assert english is not None
    assert "Shadow play" in english.body
    chinese = text(code)
    assert chinese is not None
    return chinese.body


def test_a_place_with_time_room_and_link(activity: Activity) -> None:
    made = come(activity, 1)
    body = said("registered_confirmed")
    assert "茶园小学智慧书房" in body
    assert "10:00" in body
    found = text("registered_confirmed")
    assert found is not None
    assert found.link.endswith(f"/join/{made.link_token}/")


def test_the_place_in_the_queue_is_the_one_of_the_moment(activity: Activity) -> None:
    come(activity, 1)
    second, _third = come(activity, 2), come(activity, 3)
    assert "候补第 2 家" in said("registered_waiting")
    cancel_registration(registration=second, actor="family")
    assert "候补第 1 家" in said("registered_waiting")


def test_what_is_out_of_date_is_not_sent(activity: Activity) -> None:
    made = come(activity, 1)
    cancel_registration(registration=made, actor="family")
    assert text("registered_confirmed") is None
    assert "谢谢你说一声" in said("registration_cancelled")


def test_an_offer_says_until_when_and_is_dropped_once_taken(activity: Activity) -> None:
    first, second = come(activity, 1), come(activity, 2)
    cancel_registration(registration=first, actor="family")
    assert "前点开确认" in said("place_offered")
    accept_offer(registration=Registration.objects.get(pk=second.pk))
    assert text("place_offered") is None
    assert said("registered_confirmed")


def test_an_offer_that_ran_out(activity: Activity) -> None:
    first, _second = come(activity, 1), come(activity, 2)
    cancel_registration(registration=first, actor="family")
    with time_machine.travel(timezone.now() + timedelta(hours=13)):
        expire_offers()
        assert "没有等到确认" in said("offer_expired")


def test_cancelled_by_the_room(activity: Activity, operator: User) -> None:
    made = come(activity, 1)
    cancel_registration(registration=made, actor=operator, reason="停电")
    body = said("registration_cancelled")
    assert "由书房取消" in body
    assert "停电" not in body  # what staff note is theirs


def test_free_places_while_there_are_any(activity: Activity) -> None:
    Rules.objects.update(waiting_places=0)
    first = come(activity, 1)
    watch(activity=activity, phone="13900000001")
    cancel_registration(registration=first, actor="family")
    assert "有空位了" in said("places_free")
    come(activity, 2)
    assert text("places_free") is None
