"""Guests and the numbers they type: a stranger learns nothing, the phone everything; where the
rules ask for it, no place without a proven number."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from shufang.activities.choices import Stage
from shufang.activities.models import Activity, AttendanceRules, Registration, Rules, Strike
from shufang.outbox.models import Message
from shufang.outbox.templates import template
from shufang.people.models import Household
from shufang.people.models.family import phone_print
from shufang.places.models import Site
from tests.activities.rush import form
from tests.cast import browser, family_browser
from tests.factories.at_the_door import party
from tests.factories.planned import plan_ahead, with_places

pytestmark = pytest.mark.django_db
BORN = timezone.localdate().year - 6
FREE, KNOWN = "13611112222", "13800004821"


@pytest.fixture
def activity(tea_room: Site) -> Activity:
    found = plan_ahead(tea_room)
    with_places(found, 3, waiting_places=2)
    return found


def send(client: Client, activity: Activity, phone: str, **more: str) -> str:
    """Where the form leads."""
    values = {**form(1, BORN), "phone": phone, "key": phone, **more}
    response = client.post(f"/activities/{activity.pk}/register/", values)
    return response["Location"] if response.status_code == 302 else str(response.status_code)


def seen(client: Client, path: str, phone: str) -> str:
    """A page without the number that was typed and without the message of a trial."""
    page = client.get(path).content.decode()
    page = re.sub(r'<section class="demo-message".*?</section>', "", page, flags=re.DOTALL)
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page)
    return page.replace(f"{phone[:3]}****{phone[-4:]}", "").replace(phone[-4:], "")


def told(phone: str) -> str:
    """The latest message to the phone."""
    message = Message.objects.latest("pk")
    kind = template(message.template)
    text = kind.text(message) if kind else None
    assert text is not None
    return text.body + text.link


class TestStrangers:
    """Somebody types the number of somebody else."""

    def test_a_number_that_has_registered_gives_the_same_answer(self, activity: Activity) -> None:
        party(activity, "张家", phone=KNOWN)
        answers = []
        for phone in (FREE, KNOWN):
            client = browser()
            place = send(client, activity, phone)
            answers.append((place, seen(client, place, phone)))
        assert answers[0] == answers[1]
        assert "张家" not in answers[1][1]
        assert (
            Registration.objects.filter(activity=activity, phone_print=phone_print(KNOWN)).count()
            == 1
        )

    def test_so_does_the_same_form_once_more_with_other_people(self, activity: Activity) -> None:
        party(activity, "张家", phone=KNOWN)
        for phone in (FREE, KNOWN):
            client = browser()
            places = {send(client, activity, phone), send(client, activity, phone, adults="2")}
            assert places == {f"/activities/{activity.pk}/received/"}

    def test_so_does_a_number_that_is_paused_or_has_used_its_limit(
        self, activity: Activity, tea_room: Site
    ) -> None:
        AttendanceRules.objects.create(strikes=1)
        missed = party(plan_ahead(tea_room, title="上一场"), phone=KNOWN)
        Strike.objects.create(
            registration=missed,
            phone_print=missed.phone_print,
            expires_at=timezone.now() + timedelta(days=20),
        )
        client = browser()
        place = send(client, activity, KNOWN)
        other = browser()
        assert place == send(other, activity, FREE)
        assert seen(client, place, KNOWN) == seen(other, place, FREE)
        assert not Registration.objects.filter(activity=activity, phone_print=phone_print(KNOWN))

    def test_so_does_a_number_that_is_no_first_timers(
        self, activity: Activity, tea_room: Site
    ) -> None:
        """Whether somebody has been here before is for the phone alone."""
        rule = {"for": "first_timers", "hours": 24}
        Rules.objects.filter(activity=activity).update(opens_at=timezone.now(), priority=[rule])
        party(plan_ahead(tea_room, title="上一场"), phone=KNOWN, stage=Stage.ATTENDED)
        client, other = browser(), browser()
        place = send(client, activity, KNOWN)
        assert place == send(other, activity, FREE) == f"/activities/{activity.pk}/received/"
        assert seen(client, place, KNOWN) == seen(other, place, FREE)
        came = Registration.objects.get(activity=activity)
        assert came.phone_print == phone_print(FREE)

    def test_who_has_to_wait_for_another_reason_reads_it(
        self, activity: Activity, tea_room: Site
    ) -> None:
        rule = {"for": "town", "hours": 24}
        Rules.objects.filter(activity=activity).update(opens_at=timezone.now(), priority=[rule])
        client = browser()
        answer = client.post(
            f"/activities/{activity.pk}/register/", {**form(1, BORN), "phone": FREE, "key": "k"}
        )
        page = client.get(answer["Location"]) if answer.status_code == 302 else answer
        assert "茶园街道的家庭报名" in page.content.decode()
        assert not Registration.objects.exists()

    def test_where_all_is_full_everybody_hears_that(self, activity: Activity) -> None:
        party(activity, "张家", phone=KNOWN)
        Rules.objects.filter(activity=activity).update(places=1, taken=1, waiting_places=0)
        for phone in (FREE, KNOWN):
            client = browser()
            assert send(client, activity, phone) == f"/activities/{activity.pk}/"
            page = client.get(f"/activities/{activity.pk}/").content.decode()
            assert "名额已满" in page

    def test_the_receipt_is_seen_on_the_browser_that_sent_the_form_only(
        self, activity: Activity
    ) -> None:
        place = send(browser(), activity, FREE)
        assert browser().get(place)["Location"] == f"/activities/{activity.pk}/"
        client = browser()
        client.cookies["received"] = "made up"
        assert client.get(place)["Location"] == f"/activities/{activity.pk}/"

    def test_it_is_the_receipt_of_its_own_activity(
        self, activity: Activity, tea_room: Site
    ) -> None:
        other = plan_ahead(tea_room, title="另一场")
        with_places(other, 3)
        client = browser()
        send(client, activity, FREE)
        answer = client.get(f"/activities/{other.pk}/received/")
        assert answer["Location"] == f"/activities/{other.pk}/"

    def test_nobody_is_flooded_with_messages(self, activity: Activity) -> None:
        party(activity, "张家", phone=KNOWN)
        for minute in range(5):
            with time_machine.travel(timezone.now() + timedelta(minutes=minute), tick=False):
                send(browser(), activity, KNOWN)
        assert Message.objects.filter(template="registered_already").count() == 3


class TestThePhone:
    """Its holder is told."""

    def test_how_its_registration_stands_and_where(self, activity: Activity) -> None:
        made = party(activity, "张家", phone=KNOWN)
        send(browser(), activity, KNOWN)
        assert made.link_token in told(KNOWN)
        Registration.objects.update(stage=Stage.CANCELLED)
        kind = template("registered_already")
        assert kind is not None
        assert kind.text(Message.objects.latest("pk")) is None

    def test_why_it_got_no_place(self, activity: Activity, tea_room: Site) -> None:
        AttendanceRules.objects.create(strikes=1)
        missed = party(plan_ahead(tea_room, title="上一场"), phone=KNOWN)
        Strike.objects.create(
            registration=missed,
            phone_print=missed.phone_print,
            expires_at=timezone.now() + timedelta(days=20),
        )
        send(browser(), activity, KNOWN)
        assert "申诉" in told(KNOWN)

    def test_who_opened_the_link_comes_back_to_the_registration(self, activity: Activity) -> None:
        made = party(activity, "张家", phone=KNOWN)
        client = browser()
        client.get(f"/join/{made.link_token}/")
        assert send(client, activity, KNOWN) == f"/join/{made.link_token}/"
        assert "已经报过这一场" in client.get(f"/join/{made.link_token}/").content.decode()

    def test_where_no_message_is_sent_the_page_gives_the_link(
        self, activity: Activity, settings: LazySettings
    ) -> None:
        settings.SHOW_CODES, settings.SMS_URL = False, ""
        cache.clear()
        place = send(browser(), activity, FREE)
        assert place == f"/join/{Registration.objects.get().link_token}/"
        assert send(browser(), activity, FREE) == place  # the same form once more
        assert send(browser(), activity, FREE, key="other") == "422"  # and nobody else's


class TestProving:
    """Rules that ask guests for a one-time code."""

    @pytest.fixture(autouse=True)
    def _asks(self, activity: Activity) -> None:
        Rules.objects.filter(activity=activity).update(guests_prove=True)

    def code(self, client: Client, activity: Activity) -> str:
        page = client.get(f"/activities/{activity.pk}/prove/").content.decode()
        found = re.search(r">(\d{6})</b>", page)
        assert found is not None
        return found[1]

    def test_the_rule_is_said_where_people_register(self, activity: Activity) -> None:
        page = browser().get(f"/activities/{activity.pk}/").content.decode()
        assert "先用短信验证码验证手机号" in page

    def test_no_place_without_the_code(self, activity: Activity) -> None:
        client = browser()
        place = send(client, activity, FREE)
        assert place == f"/activities/{activity.pk}/prove/"
        assert not Registration.objects.exists()
        wrong = f"{(int(self.code(client, activity)) + 1) % 10**6:06}"
        assert "验证码不对" in client.post(place, {"code": wrong}).content.decode()
        assert not Registration.objects.exists()

    def test_with_the_code_the_place_is_there_at_once(self, activity: Activity) -> None:
        client = browser()
        place = send(client, activity, FREE)
        done = client.post(place, {"code": self.code(client, activity)})
        made = Registration.objects.get()
        assert done["Location"] == f"/join/{made.link_token}/"
        assert (made.stage, made.children, made.last_four) == (Stage.CONFIRMED, 1, FREE[-4:])

    def test_one_browser_can_t_prove_another_s_number(self, activity: Activity) -> None:
        owner, other = browser(), browser()
        send(owner, activity, FREE)
        code = self.code(owner, activity)
        assert other.post(f"/activities/{activity.pk}/prove/", {"code": code})["Location"] == (
            f"/activities/{activity.pk}/"
        )
        assert not Registration.objects.exists()

    def test_a_proven_number_that_has_registered_comes_to_its_registration(
        self, activity: Activity
    ) -> None:
        made = party(activity, "张家", phone=KNOWN)
        client = browser()
        place = send(client, activity, KNOWN)
        done = client.post(place, {"code": self.code(client, activity)})
        assert done["Location"] == f"/join/{made.link_token}/"

    def test_the_form_of_one_activity_is_not_another_s(
        self, activity: Activity, tea_room: Site
    ) -> None:
        other = plan_ahead(tea_room, title="另一场")
        with_places(other, 3)
        client = browser()
        send(client, activity, FREE)
        answer = client.post(f"/activities/{other.pk}/prove/", {"code": "000000"})
        assert answer["Location"] == f"/activities/{other.pk}/"

    def test_whom_the_rules_refuse_no_code_is_sent(self, activity: Activity) -> None:
        assert send(browser(), activity, FREE, adults="9") == "422"
        assert not Message.objects.exists()

    def test_families_are_not_asked(self, activity: Activity, zhang_family: Household) -> None:
        child = zhang_family.children.get(nickname="小米")
        answer = family_browser(zhang_family).post(
            f"/activities/{activity.pk}/register/", {"child": child.pk, "adults": "1"}
        )
        assert answer["Location"] == f"/join/{Registration.objects.get().link_token}/"

    def test_the_number_lies_sealed_while_it_waits(self, activity: Activity) -> None:
        client = browser()
        send(client, activity, FREE)
        assert FREE not in str(client.session.items())
