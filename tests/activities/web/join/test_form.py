"""The page of an activity and its form: families, guests, every state, and who must be refused."""

from datetime import timedelta
from typing import cast

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from shufang.activities.choices import Places, Stage, State, Why
from shufang.activities.models import Activity, AttendanceRules, Registration, Rules, Step, Strike
from shufang.people.actions.family.keep_child import add_child
from shufang.people.models import Child, FamilyAccess, Household, User
from shufang.people.queries.family.codes import shown_code
from shufang.places.models import Site
from shufang.shared.models import LogEntry
from tests.activities.rush import form
from tests.cast import ClientAs, browser, family_browser
from tests.factories.at_the_door import party
from tests.factories.planned import plan_ahead, with_places

pytestmark = pytest.mark.django_db
BORN = timezone.localdate().year - 6


@pytest.fixture
def activity(tea_room: Site) -> Activity:
    found = plan_ahead(tea_room)
    with_places(found, 3, waiting_places=2)
    return found


def page(activity: Activity, client: object = None, status: int = 200) -> str:
    response = (client or browser()).get(f"/activities/{activity.pk}/")  # type: ignore[attr-defined]
    assert response.status_code == status
    return str(response.content.decode())


def test_a_guest_registers_and_gets_a_page_of_its_own(activity: Activity) -> None:
    client = browser()
    client.post(f"/activities/{activity.pk}/register/", form(1, BORN))
    made = Registration.objects.get()
    text = client.get(f"/join/{made.link_token}/").content.decode()
    assert "报好了，到时见" in text
    assert made.phone_sealed not in text
    assert "13010000001" not in text  # the number itself is on no page of readers
    assert (made.last_four, made.phone_sealed[:2]) == ("0001", "1.")


def test_registering_costs_few_queries(activity: Activity) -> None:
    client = browser()
    client.post(f"/activities/{activity.pk}/register/", form(1, BORN))
    with CaptureQueriesContext(connection) as queries:
        client.post(f"/activities/{activity.pk}/register/", form(2, BORN))
    assert len(queries) <= 13  # two of them are the test's own savepoint


def test_the_same_form_twice_leads_to_the_same_page(activity: Activity) -> None:
    client = browser()
    places = [
        client.post(f"/activities/{activity.pk}/register/", form(1, BORN))["Location"]
        for _ in range(2)
    ]
    assert places[0] == places[1]
    assert Registration.objects.count() == 1


def test_what_is_missing_is_said_and_nothing_typed_is_lost(activity: Activity) -> None:
    response = browser().post(
        f"/activities/{activity.pk}/register/", {**form(1, BORN), "phone": "12", "name": "米妈"}
    )
    text = response.content.decode()
    assert response.status_code == 422
    assert "手机号是 11 位数字" in text
    assert 'value="米妈"' in text
    assert 'value="小米"' in text
    assert not Registration.objects.exists()


def test_a_family_ticks_its_children(activity: Activity, zhang_family: Household) -> None:
    client = family_browser(zhang_family)
    text = page(activity, client)
    assert "未到 4 岁，可随家长入场" in text
    mi = zhang_family.children.get(nickname="小米")
    client.post(f"/activities/{activity.pk}/register/", {"child": mi.pk, "adults": "1", "key": "a"})
    made = Registration.objects.get()
    assert (made.household, made.children, made.adults) == (zhang_family, 1, 1)
    assert "你家已经报名" in page(activity, client)


def test_a_child_of_another_family_is_nobody(
    activity: Activity, zhang_family: Household, chen_family: Household
) -> None:
    other = chen_family.children.get()
    response = family_browser(zhang_family).post(
        f"/activities/{activity.pk}/register/", {"child": other.pk, "adults": "1"}
    )
    assert "适龄" in response.content.decode()
    assert not Registration.objects.exists()


def test_a_new_child_gets_a_profile(activity: Activity, chen_family: Household) -> None:
    family_browser(chen_family).post(
        f"/activities/{activity.pk}/register/",
        {"nickname-0": "小满", "born-0": f"{BORN}-01", "adults": "1"},
    )
    assert Child.objects.get(nickname="小满").household == chen_family
    assert Registration.objects.get().attendees.get().child is not None


class TestATypedChild:
    """Of a family that has profiles: no second one, and none for nothing."""

    def send(self, activity: Activity, household: Household, **more: str) -> HttpResponse:
        typed = {"nickname-0": "小满", "born-0": f"{BORN}-01", "adults": "1", **more}
        response = family_browser(household).post(f"/activities/{activity.pk}/register/", typed)
        return cast(HttpResponse, response)

    def test_gets_no_profile_where_the_party_is_refused(
        self, activity: Activity, chen_family: Household
    ) -> None:
        Rules.objects.update(adults_most=1)
        response = self.send(activity, chen_family, adults="2")
        assert response.status_code == 422
        assert 'value="小满"' in response.content.decode()
        assert not Child.objects.filter(nickname="小满").exists()
        assert self.send(activity, chen_family).status_code == 302
        assert Child.objects.get(nickname="小满").household == chen_family

    def test_is_the_one_the_family_has_told_of(
        self, activity: Activity, chen_family: Household
    ) -> None:
        add_child(household=chen_family, nickname="小满", year=BORN, month=1)
        assert self.send(activity, chen_family).status_code == 302
        assert Child.objects.filter(nickname="小满").count() == 1
        assert Registration.objects.get().children == 1


class TestAFamilyWhoseSignInHasEnded:
    """In the middle of the form."""

    def sent(self, activity: Activity, household: Household) -> Client:
        Rules.objects.update(questions=[{"code": "why", "text": "想听哪本书？", "kind": "text"}])
        signed_in = page(activity, family_browser(household))
        mark = signed_in.split('name="family" value="')[1].split('"')[0]
        stranger = browser()
        typed = {"family": mark, "q-why": "海的女儿", "adults": "2", "key": "k"}
        response = stranger.post(f"/activities/{activity.pk}/register/", typed)
        assert response.url.startswith("/family/sign-in/?next=")  # type: ignore[attr-defined]
        assert not Registration.objects.exists()
        return stranger

    def sign_in(self, client: Client, household: Household) -> None:
        phone = household.guardians.get().phone
        client.post("/family/sign-in/", {"phone": phone})
        client.post("/family/sign-in/code/", {"code": shown_code(phone)})

    def test_finds_everything_again(self, activity: Activity, zhang_family: Household) -> None:
        client = self.sent(activity, zhang_family)
        self.sign_in(client, zhang_family)
        assert 'value="海的女儿"' in page(activity, client)

    def test_nobody_else_does(
        self, activity: Activity, zhang_family: Household, chen_family: Household
    ) -> None:
        client = self.sent(activity, zhang_family)
        assert "海的女儿" not in page(activity, client)
        self.sign_in(client, chen_family)
        assert "海的女儿" not in page(activity, client)


def test_the_address_of_the_form_leads_to_the_activity(activity: Activity) -> None:
    """As after another language was chosen on a page with refusals."""
    response = browser().get(f"/activities/{activity.pk}/register/")
    assert response.url == f"/activities/{activity.pk}/"  # type: ignore[attr-defined]


def test_a_corner_beside_it_says_what_is_left_and_is_no_choice_when_full(
    activity: Activity, zhang_family: Household
) -> None:
    corner = plan_ahead(activity.site, title="家长成长角", audience="adults", beside=activity)
    rules = with_places(corner, 1, waiting_places=0)
    client = family_browser(zhang_family)
    choice = f'name="beside" value="{corner.pk}"'
    text = page(activity, client)
    assert choice in text
    assert "还剩 1 组" in text
    Rules.objects.filter(pk=rules.pk).update(taken=1)
    text = page(activity, client)
    assert choice not in text
    assert "名额已满" in text


def test_what_a_family_takes_along_reads_as_it_was_asked(
    activity: Activity, zhang_family: Household, chen_family: Household
) -> None:
    """Questions in their words, yes and no, the language by its name, how it all came about."""
    Rules.objects.update(
        questions=[
            {"code": "q1", "text": "坐书车来吗？", "kind": "yes_no"},
            {"code": "q2", "text": "想听哪本书？", "kind": "text"},
        ]
    )
    client, child = family_browser(zhang_family), zhang_family.children.get(nickname="小米")
    typed = {"child": child.pk, "adults": "1", "q-q1": "no", "q-q2": "海的女儿"}
    client.post(f"/activities/{activity.pk}/register/", typed)
    told = client.get("/family/data/export.json").json()
    assert told["registrations"]["rows"][0]["回答"] == "坐书车来吗？ 否；想听哪本书？ 海的女儿"
    assert [row["状态"] for row in told["steps"]["rows"]] == ["已报名"]
    assert told["guardians"]["rows"][0]["消息的语言"] == "中文"
    others = family_browser(chen_family).get("/family/data/export.json").json()
    assert others["steps"]["rows"] == []


def test_every_question_that_may_stay_empty_says_so(activity: Activity) -> None:
    asked = {"code": "q1", "text": "坐书车来吗？", "choices": "大、小"}
    for kind in ("text", "choice", "yes_no"):
        Rules.objects.update(questions=[{**asked, "kind": kind, "needed": False}])
        assert "可不填" in page(activity)
        Rules.objects.update(questions=[{**asked, "kind": kind, "needed": True}])
        assert "可不填" not in page(activity)


def test_every_state_has_its_words(activity: Activity) -> None:
    now = timezone.now()
    assert "还剩 3 组" in page(activity)
    Rules.objects.update(opens_at=now + timedelta(days=2, hours=3, minutes=1))
    assert "还有 2 天 3 小时" in page(activity)
    Rules.objects.update(opens_at=None, closes_at=now - timedelta(hours=1))
    assert "报名已经截止" in page(activity)
    Rules.objects.update(closes_at=None, places=0)
    assert "名额满了，可以候补" in page(activity)
    Rules.objects.update(waiting_places=0)
    assert "有空位告诉我" in page(activity)
    Rules.objects.update(way=Places.DRAW, places=3)
    assert "这场抽签" in page(activity)
    Rules.objects.update(way=Places.OPEN)
    assert "不用报名，直接来" in page(activity)
    Activity.objects.update(state=State.CANCELLED)
    assert "请不要白跑一趟" in page(activity)
    Activity.objects.update(state=State.DRAFT, published_at=None)
    page(activity, status=404)


def test_a_family_that_is_paused_reads_until_when_and_where_to_appeal(
    activity: Activity, zhang_family: Household
) -> None:
    AttendanceRules.objects.create(strikes=1)
    missed = party(plan_ahead(activity.site, title="上一场"), household=zhang_family)
    now = timezone.now()
    Strike.objects.create(
        registration=missed, household=zhang_family, expires_at=now + timedelta(days=20)
    )
    client = family_browser(zhang_family)
    assert "你家的报名暂停到" in page(activity, client)
    mi = zhang_family.children.get(nickname="小米")
    client.post(f"/activities/{activity.pk}/register/", {"child": mi.pk, "adults": "1"})
    assert Registration.objects.filter(activity=activity).count() == 0


def test_no_page_speaks_chinese_to_english_readers(activity: Activity, client_as: ClientAs) -> None:
    Activity.objects.update(title="Shadow play", description="")
    Site.objects.update(name="Tea room")
    client = client_as(None, language="en")
    for change in ({}, {"places": 0}, {"waiting_places": 0}, {"way": Places.DRAW}):
        Rules.objects.update(**change)
        text = page(activity, client)
        assert "Shadow play" in text
        assert "报名" not in text


def test_the_link_keeps_changes_and_gives_up(activity: Activity) -> None:
    client = browser()
    client.post(f"/activities/{activity.pk}/register/", form(1, BORN))
    made = Registration.objects.get()
    link = f"/join/{made.link_token}/"
    keep = made.attendees.get().pk
    client.post(f"{link}change/", {"keep": keep, "adults": "2"})
    assert Registration.objects.get().adults == 2
    client.post(f"{link}cancel/")
    assert Registration.objects.get().stage == Stage.CANCELLED
    assert "报名已经取消" in client.get(link).content.decode()


def test_after_signing_out_the_links_in_a_shared_phone_s_history_open_nothing(
    activity: Activity, zhang_family: Household
) -> None:
    shared = family_browser(zhang_family)
    child = zhang_family.children.get(nickname="小米")
    typed = {"child": str(child.pk), "adults": "1", "key": "a"}
    link = shared.post(f"/activities/{activity.pk}/register/", typed)["Location"]
    browser().post(f"/activities/{activity.pk}/register/", form(1, BORN))
    guests_link = f"/join/{Registration.objects.get(household=None).link_token}/"
    shared.post("/family/sign-out/")
    response = shared.get(link, follow=True)
    assert response.redirect_chain[-1][0].startswith("/family/sign-in/")
    assert "小米" not in response.content.decode()
    assert shared.get(guests_link).status_code == 200
    assert browser().get(link).status_code == 200  # by the message, on another phone
    shared.cookies["sessionid"] = family_browser(zhang_family).cookies["sessionid"].value
    assert shared.get(link).status_code == 200


def test_only_the_whole_link_opens_it(activity: Activity) -> None:
    browser().post(f"/activities/{activity.pk}/register/", form(1, BORN))
    made = Registration.objects.get()
    whole = made.link_token
    for wrong in (whole[:-1] + "0", f"{made.pk}", f"{made.pk}.", "0.x", "²." + whole, made.token):
        if wrong != whole:
            assert browser().get(f"/join/{wrong}/").status_code == 404
            assert browser().post(f"/join/{wrong}/cancel/").status_code == 404
    assert Registration.objects.get().stage == Stage.CONFIRMED


class TestStaff:
    """Those who run the activity see who comes; each look is noted."""

    @pytest.fixture
    def made(self, activity: Activity, zhang_family: Household) -> Registration:
        mi = zhang_family.children.get(nickname="小米")
        family_browser(zhang_family).post(
            f"/activities/{activity.pk}/register/", {"child": mi.pk, "adults": "1"}
        )
        return Registration.objects.get()

    def test_the_list_is_noted_and_shows_four_digits(
        self, made: Registration, site_staff: User
    ) -> None:
        text = browser(site_staff).get(f"/desk/registrations/{made.activity_id}/").content.decode()
        assert "小米" in text
        assert "4821" in text
        assert "13800004821" not in text
        assert FamilyAccess.objects.get().household == made.household

    def test_a_look_at_guests_stands_in_the_log(
        self, activity: Activity, operator: User, client_as: ClientAs
    ) -> None:
        browser().post(f"/activities/{activity.pk}/register/", form(1, BORN))
        for page_of_guests in (
            f"/desk/registrations/{activity.pk}/",
            f"/desk/registrations/one/{Registration.objects.get(household=None).pk}/",
            f"/desk/door/{activity.pk}/",
            f"/desk/door/{activity.pk}/paper/",
        ):
            before = LogEntry.objects.filter(deed="people.see_guests").count()
            assert client_as(operator).get(page_of_guests).status_code == 200
            line = LogEntry.objects.filter(deed="people.see_guests").order_by("-pk")[0]
            assert LogEntry.objects.filter(deed="people.see_guests").count() == before + 1
            assert (line.account, line.detail["guests"]) == (operator.username, [None, 1])
        client_as(operator).get("/desk/activities/")
        assert LogEntry.objects.filter(deed="people.see_guests").count() == 4

    def test_the_whole_number_stands_on_its_own_page_only(
        self, made: Registration, operator: User
    ) -> None:
        text = browser(operator).get(f"/desk/registrations/one/{made.pk}/").content.decode()
        assert "13800004821" in text
        assert LogEntry.objects.filter(deed="activities.read_registration").exists()

    def test_why_it_moved_is_said_in_the_language_of_whoever_reads(
        self, made: Registration, operator: User
    ) -> None:
        """Whatever language the family gave its place up in, and whatever the clock did."""
        Registration.objects.filter(pk=made.pk).update(stage=Stage.OFFERED)
        browser(language="en").post(f"/join/{made.link_token}/decline/")
        for why in Why:
            Step.objects.create(registration=made, before="", after=Stage.CANCELLED, why=why)
        own = f"/desk/registrations/one/{made.pk}/"
        zh, en = (
            browser(operator, language=at).get(own).content.decode() for at in ("zh-hans", "en")
        )
        assert zh.count("放弃名额") == en.count("Gave up the place") == 2
        assert "活动取消" in zh
        assert "called_off" not in zh + en
        assert "released" not in zh + en
        assert "抽签" not in en

    @pytest.mark.parametrize("who", ["assessor", "auditor", "outsider", "other_site_staff"])
    def test_others_are_refused(
        self, made: Registration, who: str, request: pytest.FixtureRequest
    ) -> None:
        client = browser(request.getfixturevalue(who))
        for path in (f"{made.activity_id}/", f"{made.activity_id}/export.xlsx", f"one/{made.pk}/"):
            assert client.get(f"/desk/registrations/{path}").status_code in (403, 404)
        assert not FamilyAccess.objects.exists()

    def test_the_library_reads_and_changes_nothing(self, made: Registration, library: User) -> None:
        client = browser(library)
        assert client.get(f"/desk/registrations/{made.activity_id}/").status_code == 200
        client.post(f"/desk/registrations/one/{made.pk}/cancel/", {"reason": "不行"})
        made.refresh_from_db()
        assert made.stage == Stage.CONFIRMED

    def test_the_export_carries_no_number_and_is_logged(
        self, made: Registration, operator: User
    ) -> None:
        response = browser(operator).get(f"/desk/registrations/{made.activity_id}/export.csv")
        text = b"".join(response).decode("utf-8-sig")
        assert "小米" in text
        assert "13800004821" not in text
        assert LogEntry.objects.filter(deed="activities.export_registrations").exists()

    def test_a_family_on_the_telephone_is_registered(
        self, activity: Activity, operator: User
    ) -> None:
        Rules.objects.update(opens_at=timezone.now() + timedelta(hours=2))
        client = browser(operator)
        client.post(f"/desk/registrations/{activity.pk}/add/", form(1, BORN))
        assert Registration.objects.get().way == "staff"
        assert LogEntry.objects.get(deed="activities.register_on_behalf").actor == "李运营"

    def test_cancelling_wants_a_reason(self, made: Registration, operator: User) -> None:
        client = browser(operator)
        client.post(f"/desk/registrations/one/{made.pk}/cancel/", {"reason": ""})
        made.refresh_from_db()
        assert made.stage == Stage.CONFIRMED
        client.post(f"/desk/registrations/one/{made.pk}/cancel/", {"reason": "停电"})
        made.refresh_from_db()
        assert made.stage == Stage.CANCELLED

    def test_the_activitys_page_counts_and_names_nobody(
        self, made: Registration, assessor: User
    ) -> None:
        text = browser(assessor).get(f"/desk/activities/{made.activity_id}/").content.decode()
        assert "1 / 3" in text
        assert "小米" not in text
