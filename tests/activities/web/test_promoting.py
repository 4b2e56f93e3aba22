"""What helps to promote an activity, and who may see whom it would tell."""

import json
import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import LazySettings
from django.template import Context, Template
from django.test import Client
from django.utils import timezone
from lxml import html

from shufang.activities.choices import Stage, State
from shufang.activities.models import Activity, FamilyFeed, Registration, Reminders
from shufang.activities.models.registration import PHONE
from shufang.activities.queries.promoting.packs import packs
from shufang.people.models import FamilyAccess, Household, User
from shufang.places.models import Site, Zone
from shufang.shared.secrets import fingerprint, seal
from tests.cast import ClientAs, family_browser
from tests.factories.planned import plan_ahead, with_places

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity(tea_room: Site) -> Activity:
    zone = Zone.objects.create(site=tea_room, name="故事角")
    found = plan_ahead(tea_room, zone=zone, leader="金丝雀老师")
    with_places(found)
    return found


@pytest.fixture
def registration(activity: Activity, zhang_family: Household) -> Registration:
    return Registration.objects.create(
        activity=activity, household=zhang_family, name="张家", stage=Stage.CONFIRMED, number=1,
        takes=1, phone_sealed=seal("13800004821", PHONE), last_four="4821",
        token=fingerprint("x"), changed_at=timezone.now() - timedelta(days=9),
    )  # fmt: skip


class TestTheActivitysPanel:
    def test_posters_texts_and_notices_are_a_click_away(
        self, client_as: ClientAs, operator: User, activity: Activity
    ) -> None:
        page = client_as(operator).get(f"/desk/activities/{activity.pk}/").content.decode()
        for address in (
            f"/desk/activities/{activity.pk}/promote/",
            f"/desk/activities/{activity.pk}/notices/",
            f"/desk/reports/posters/{activity.pk}/a3/",
        ):
            assert address in page

    def test_not_for_what_is_over(
        self, client_as: ClientAs, operator: User, activity: Activity
    ) -> None:
        Activity.objects.update(state=State.CANCELLED)
        page = client_as(operator).get(f"/desk/activities/{activity.pk}/").content.decode()
        assert 'id="promote"' not in page


class TestTexts:
    def test_every_channel_has_its_own(self, activity: Activity) -> None:
        found = {pack.code: pack.text for pack in packs(activity)}
        assert len(set(found.values())) == 5
        for text in found.values():
            assert "皮影戏《小羊过桥》" in text
            assert "故事角" in text
            assert "10:00–11:00" in text
            assert "金丝雀" not in text

    def test_a_text_message_is_short(self, activity: Activity) -> None:
        [text] = [pack.text for pack in packs(activity) if pack.code == "sms"]
        assert len(text) <= 90

    @pytest.mark.parametrize(
        ("title", "said"),
        [
            ("皮影戏《小羊过桥》", "“皮影戏《小羊过桥》”等你来"),
            ("《团圆》共读", "“《团圆》共读”等你来"),
            ("读到“十二点”", "“读到‘十二点’”等你来"),
        ],
    )
    def test_a_title_with_marks_of_its_own_is_quoted_whole(
        self, activity: Activity, title: str, said: str
    ) -> None:
        activity.title = title
        [text] = [pack.text for pack in packs(activity) if pack.code == "moments"]
        assert said in text

    def test_no_holes_without_a_description(self, activity: Activity) -> None:
        activity.description = ""
        assert all("\n\n\n" not in pack.text for pack in packs(activity))

    @pytest.mark.parametrize("title", ["%s%n %(x)s {0}", "<b>&\"'", "《》" * 60])
    def test_odd_titles_stay_as_they_are(
        self, client_as: ClientAs, operator: User, activity: Activity, title: str
    ) -> None:
        Activity.objects.update(title=title)
        page = client_as(operator).get(f"/desk/activities/{activity.pk}/promote/")
        assert page.status_code == 200
        assert "<b>&" not in page.content.decode()

    def test_in_english(self, client_as: ClientAs, operator: User, activity: Activity) -> None:
        client = client_as(operator, language="en")
        page = client.get(f"/desk/activities/{activity.pk}/promote/").content.decode()
        assert "Register here" in page
        assert "Age 4–8" in page


class TestWhoWouldBeTold:
    def test_the_list_names_no_full_number_and_is_noted(
        self, client_as: ClientAs, operator: User, registration: Registration
    ) -> None:
        page = client_as(operator).get(f"/desk/activities/{registration.activity_id}/notices/")
        text = page.content.decode()
        assert "张家" in text
        assert "…4821" in text
        assert "13800004821" not in text
        assert text.count("张家") == 4  # two reminders, a move, a cancellation
        assert FamilyAccess.objects.get().household == registration.household

    def test_staff_of_another_room_and_assessors_do_not_see_it(
        self,
        client_as: ClientAs,
        other_site_staff: User,
        assessor: User,
        library: User,
        site_staff: User,
        registration: Registration,
    ) -> None:
        address = f"/desk/activities/{registration.activity_id}/notices/"
        for user in (other_site_staff, assessor):
            assert client_as(user).get(address).status_code == 403
        for user in (library, site_staff):
            assert client_as(user).get(address).status_code == 200

    def test_nothing_is_told_of_what_is_called_off(
        self, client_as: ClientAs, operator: User, registration: Registration
    ) -> None:
        Activity.objects.update(state=State.CANCELLED)
        page = client_as(operator).get(f"/desk/activities/{registration.activity_id}/notices/")
        assert "张家" not in page.content.decode()


class TestReminderTimes:
    ADDRESS = "/desk/messages/reminders/"
    TIMES = {"day_before": "on", "day_before_at": "19:30", "hours_before": "3"}

    def test_the_library_sets_them(self, client_as: ClientAs, library: User) -> None:
        client_as(library).post(self.ADDRESS, self.TIMES)
        assert str(Reminders.objects.get().day_before_at) == "19:30:00"

    def test_the_operator_reads_them(self, client_as: ClientAs, operator: User) -> None:
        client = client_as(operator)
        assert "18:00" in client.get(self.ADDRESS).content.decode()
        client.post(self.ADDRESS, self.TIMES)
        assert not Reminders.objects.exists()

    def test_what_makes_no_sense_is_refused(self, client_as: ClientAs, library: User) -> None:
        response = client_as(library).post(self.ADDRESS, {**self.TIMES, "hours_before": "99"})
        assert response.status_code == 200
        assert not Reminders.objects.exists()


class TestTheListForOtherSites:
    def test_only_this_page_may_be_framed(self, client: Client, activity: Activity) -> None:
        response = client.get("/feeds/list/")
        assert "X-Frame-Options" not in response.headers
        assert "frame-ancestors *" in response["Content-Security-Policy"]
        assert "default-src 'self'" in response["Content-Security-Policy"]
        other = client.get("/activities/")
        assert other["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in other["Content-Security-Policy"]

    def test_it_sets_no_cookie_and_holds_no_form(self, client: Client, activity: Activity) -> None:
        response = client.get("/feeds/list/")
        assert not response.cookies
        assert "<form" not in response.content.decode()

    def test_what_is_over_today_is_not_coming(self, client: Client, tea_room: Site) -> None:
        noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
        with time_machine.travel(noon, tick=False):
            plan_ahead(tea_room, title="早场", starts=noon - timedelta(hours=3))
            plan_ahead(tea_room, title="正在办", starts=noon - timedelta(minutes=30))
            text = client.get("/feeds/list/").content.decode()
        assert "正在办" in text
        assert "早场" not in text

    def test_what_is_coming_is_shown(self, client: Client, activity: Activity) -> None:
        plan_ahead(activity.site, title="金丝雀草稿", published=False)
        text = client.get("/feeds/list/?ground=dark").content.decode()
        assert "皮影戏《小羊过桥》" in text
        assert "金丝雀" not in text
        assert 'class="embed embed-dark"' in text

    @pytest.mark.parametrize("query", ["?count=0", "?count=x", "?count=1e9", "?ground=<script>"])
    def test_odd_wishes_do_no_harm(self, client: Client, activity: Activity, query: str) -> None:
        response = client.get(f"/feeds/list/{query}")
        assert response.status_code == 200
        assert "<script>" not in response.content.decode()

    def test_of_a_room_that_is_not_there(self, client: Client, activity: Activity) -> None:
        assert client.get("/feeds/list/?room=nowhere").status_code == 404

    def test_in_english(self, client: Client, activity: Activity) -> None:
        text = client.get("/feeds/list/?lang=en").content.decode()
        assert "See all activities" in text
        assert '<html lang="en">' in text

    def test_the_line_to_paste(
        self, client_as: ClientAs, assessor: User, settings: LazySettings, tea_room: Site
    ) -> None:
        settings.SITE_URL = "https://rooms.example.cn"
        settings.NETWORK_NAME = '“书香” & "禾城"'
        page = client_as(assessor).get("/desk/promote/?room=chayuan&ground=dark").content.decode()
        line = html.fromstring(page).get_element_by_id("snippet").get("value")
        frame = html.fragment_fromstring(line)
        assert (frame.tag, frame.get("title")) == ("iframe", settings.NETWORK_NAME)
        wanted = "https://rooms.example.cn/feeds/list/?room=chayuan&ground=dark"
        assert frame.get("src") == wanted


class TestTheFamilysCalendar:
    ADDRESS = "/family/calendar/"

    def test_a_guardian_makes_changes_and_ends_it(self, zhang_family: Household) -> None:
        client = family_browser(zhang_family)
        assert "webcal://" not in client.get(self.ADDRESS).content.decode()
        client.post(self.ADDRESS)
        first = client.get(self.ADDRESS).content.decode()
        assert "webcal://127.0.0.1:8000/feeds/family/" in first
        client.post(self.ADDRESS)
        assert client.get(self.ADDRESS).content.decode() != first
        client.post(self.ADDRESS, {"end": "1"})
        assert not FamilyFeed.objects.exists()

    def test_it_is_the_guardians_alone(
        self, client_as: ClientAs, operator: User, zhang_family: Household
    ) -> None:
        for user in (None, operator):
            response = client_as(user).post(self.ADDRESS)
            assert response["Location"].startswith("/family/sign-in/")
        assert not FamilyFeed.objects.exists()


class TestWhatSharedLinksRead:
    def drawn(self, activity: Activity) -> str:
        return Template("{% load promoting %}{% promote_head a %}").render(Context({"a": activity}))

    def test_the_event_is_described(self, activity: Activity) -> None:
        text = self.drawn(activity)
        raw = re.search(r'<script type="application/ld\+json">(.*?)</script>', text)
        assert raw is not None
        event = json.loads(raw[1])
        assert event["name"] == activity.title
        assert event["eventStatus"] == "https://schema.org/EventScheduled"
        assert 'og:title" content="皮影戏《小羊过桥》"' in text

    def test_a_title_cannot_end_it(self, activity: Activity) -> None:
        activity.title = '</script><script>alert(1)</script>"<!--'
        text = self.drawn(activity)
        assert text.count("<script") == 1
        assert "<!--" not in text
