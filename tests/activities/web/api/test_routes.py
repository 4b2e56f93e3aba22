"""Programs read activities, register parties and sign them in; each request once."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from shufang.activities.choices import Stage, State, Way
from shufang.activities.models import Activity, CheckIn, Registration, Rules, Step
from shufang.people.choices import Scope
from shufang.people.models import FamilyAccess, Household, IdempotencyKey
from shufang.places.models import Site
from shufang.shared.roles import Role
from tests.factories.at_the_door import party
from tests.factories.planned import by_draw, plan_ahead, with_places
from tests.factories.programs import Program, program, token_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_counters() -> None:
    cache.clear()


@pytest.fixture
def activity(tea_room: Site) -> Activity:
    found = plan_ahead(tea_room, leader="金丝雀老师", note="金丝雀备注")
    with_places(found, 3)
    return found


def a_party(activity: Activity, phone: str = "13800000001", **more: Any) -> dict[str, Any]:
    child = {"nickname": "小米", "birth_year": 2020, "birth_month": 6}
    return {"activity": activity.pk, "phone": phone, "name": "张家", "children": [child], **more}


class TestActivities:
    def test_strangers_read_what_readers_see(self, activity: Activity) -> None:
        found = Program().get("activities").json()
        assert found["count"] == 1
        (item,) = found["items"]
        assert item["title"] == activity.title
        assert item["room"]["slug"] == "chayuan"
        assert item["registration"]["free"] == 3
        one = Program().get(f"activities/{activity.pk}").json()
        assert one == item

    def test_what_is_the_staff_s_stays_theirs(self, activity: Activity) -> None:
        for path in ("activities", f"activities/{activity.pk}"):
            assert "金丝雀" not in Program().get(path).content.decode()
            assert "金丝雀" not in json.dumps(Program().get(path).json(), ensure_ascii=False)

    @pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.RETURNED])
    def test_a_plan_is_not_found(self, activity: Activity, state: State) -> None:
        Activity.objects.filter(pk=activity.pk).update(state=state, published_at=None)
        assert Program().get("activities").json()["count"] == 0
        assert Program().get(f"activities/{activity.pk}").status_code == 404

    def test_filters_and_pages(self, activity: Activity, taiping: Site) -> None:
        for n in range(4):
            plan_ahead(taiping, title=f"第{n}场", starts=timezone.now() + timedelta(days=2 + n))
        ask = Program()
        assert ask.get("activities").json()["count"] == 5
        assert ask.get("activities", room="taiping").json()["count"] == 4
        page = ask.get("activities", room="taiping", limit=2, offset=2).json()
        assert [item["title"] for item in page["items"]] == ["第2场", "第3场"]
        assert page["count"] == 4
        far = (timezone.localdate() + timedelta(days=4)).isoformat()
        assert ask.get("activities", **{"from": far}).json()["count"] == 2
        assert ask.get("activities", to=far, category=10**15).json()["count"] == 0
        turned = ask.get("activities", **{"from": far, "to": "2020-01-01"})
        assert (turned.status_code, turned.json()["code"]) == (422, "period")

    def test_head_and_other_methods(self, activity: Activity) -> None:
        head = Client().head("/api/v1/activities")
        assert (head.status_code, head.content) == (200, b"")
        other = Client().delete("/api/v1/activities")
        assert other.status_code == 405
        assert other["Allow"] == "GET, HEAD"
        assert other["Content-Type"] == "application/problem+json"

    def test_feeds_are_named(self, activity: Activity) -> None:
        found = Program().get("feeds").json()
        assert found["rooms"].keys() == {"chayuan"}
        for address in (found["calendar"], found["json_feed"], found["rooms"]["chayuan"]):
            path = address.removeprefix("http://127.0.0.1:8000")
            assert Client().get(path).status_code == 200

    def test_drawn_places_are_not_free(self, tea_room: Site) -> None:
        activity = plan_ahead(tea_room)
        by_draw(activity)
        found = Program().get(f"activities/{activity.pk}").json()
        assert found["registration"]["free"] is None


class TestRegistering:
    def test_a_party_gets_places_or_waits(self, activity: Activity) -> None:
        ask = program()
        stages = [
            ask.post("registrations", a_party(activity, f"1380000000{n}")).json()["stage"]
            for n in range(4)
        ]
        assert stages == ["confirmed"] * 3 + ["waiting"]
        made = Registration.objects.order_by("pk")[0]
        assert made.way == Way.API
        assert Step.objects.filter(registration=made)[0].actor == "程序 operator"
        assert Rules.objects.get(pk=activity.pk).taken == 3

    def test_the_party_gets_its_link_and_nothing_personal_is_kept(self, activity: Activity) -> None:
        ask = program()
        body = a_party(activity, "13812349876")
        first = ask.post("registrations", body, key="the-same-1")
        assert first.status_code == 201
        link = first.json()["manage_url"]
        assert Client().get(link.removeprefix("http://127.0.0.1:8000")).status_code == 200
        kept = str(IdempotencyKey.objects.values())
        for word in ("张家", "小米", "9876", link.split("/")[-2]):
            assert word not in kept

    def test_refusals_are_the_family_s_own(self, activity: Activity) -> None:
        ask = program()
        old = {"nickname": "大宝", "birth_year": 2010, "birth_month": 1}
        refused = ask.post("registrations", {**a_party(activity), "children": [old]})
        assert refused.status_code == 422
        assert refused.json()["code"] == "age"
        ask.post("registrations", a_party(activity))
        again = ask.post("registrations", a_party(activity))
        assert (again.status_code, again.json()["code"]) == (409, "already")
        assert ask.post("registrations", a_party(activity, "12345")).json()["code"] == "phone"
        assert Registration.objects.count() == 1

    def test_own_questions_are_asked(self, activity: Activity) -> None:
        question = {"code": "food", "text": "有过敏吗", "kind": "text", "needed": True}
        Rules.objects.filter(pk=activity.pk).update(questions=[question])
        ask = program()
        assert ask.post("registrations", a_party(activity)).json()["code"] == "answers"
        told = Program().get(f"activities/{activity.pk}").json()["registration"]["questions"]
        assert told == [{**question, "choices": []}]
        ask.post("registrations", a_party(activity, answers={told[0]["code"]: "没有"}))
        assert Registration.objects.get().answers == {"food": "没有"}

    @pytest.mark.parametrize("answers", [{"ride": "火箭"}, {"ride": "公交", "other": "x"}])
    def test_an_answer_to_no_question_is_told(
        self, activity: Activity, answers: dict[str, str]
    ) -> None:
        question = {"code": "ride", "text": "怎么来", "kind": "choice", "choices": "步行、公交"}
        Rules.objects.filter(pk=activity.pk).update(questions=[question])
        refused = program().post("registrations", a_party(activity, answers=answers))
        assert (refused.status_code, refused.json()["code"]) == (422, "answers")
        assert not Registration.objects.exists()

    @pytest.mark.parametrize("year", [1900, 2199])
    def test_a_child_was_born_a_child_s_years_ago(self, activity: Activity, year: int) -> None:
        kid = {"nickname": "小米", "birth_year": year, "birth_month": 1}
        refused = program().post("registrations", {**a_party(activity), "children": [kid]})
        assert (refused.status_code, refused.json()["code"]) == (422, "born")

    def test_cancelling_gives_the_place_on(self, activity: Activity) -> None:
        ask = program()
        made = [
            ask.post("registrations", a_party(activity, f"1380000000{n}")).json()["id"]
            for n in range(4)
        ]
        answer = ask.post(f"registrations/{made[0]}/cancel", {"reason": "生病"})
        assert (answer.status_code, answer.json()["stage"]) == (200, "cancelled")
        assert Registration.objects.get(pk=made[3]).stage in (Stage.OFFERED, Stage.CONFIRMED)

    def test_the_roster_shows_no_phone_and_families_learn_who_looked(
        self, activity: Activity, zhang_family: Household
    ) -> None:
        party(activity, "张家", household=zhang_family, phone="13800004821")
        ask = program(Role.LIBRARY)
        rows = ask.get("registrations", activity=activity.pk, stage="confirmed").json()
        assert [(row["name"], row["last_four"]) for row in rows["items"]] == [("张家", "4821")]
        assert "13800004821" not in str(rows)
        seen = FamilyAccess.objects.get()
        assert (seen.household, seen.actor) == (zhang_family, "接口：程序 library")
        ask.get(f"registrations/{rows['items'][0]['id']}")
        assert FamilyAccess.objects.count() == 2


class TestCheckIns:
    @pytest.fixture
    def now(self, tea_room: Site) -> Activity:
        found = plan_ahead(tea_room, starts=timezone.now() + timedelta(minutes=10))
        with_places(found, 3)
        return found

    def test_a_party_is_signed_in_once(self, now: Activity) -> None:
        ask = program()
        registered = party(now)
        body = {"activity": now.pk, "registration": registered.pk, "adults": 1, "children": 1}
        answer = ask.post("check-ins", body, key="door-000001")
        assert answer.status_code == 201
        assert answer.json()["grade"] == "B"
        assert ask.post("check-ins", body, key="door-000001").json() == answer.json()
        again = ask.post("check-ins", body)
        assert (again.status_code, again.json()["code"]) == (409, "already")
        assert CheckIn.objects.count() == 1
        registered.refresh_from_db()
        assert registered.stage == Stage.ATTENDED

    def test_without_heads_as_many_came_as_registered(self, now: Activity) -> None:
        family = party(now, adults=2, children=3)
        ask = program()
        sent = {"activity": now.pk, "registration": family.pk}
        said = ask.post("check-ins", sent).json()
        assert (said["adults"], said["children"]) == (2, 3)
        other = party(now, "陈家", adults=1, children=2)
        fewer = {"activity": now.pk, "registration": other.pk, "adults": 1}
        said = ask.post("check-ins", fewer).json()
        assert (said["adults"], said["children"]) == (1, 0)

    def test_a_poster_proves_less(self, now: Activity) -> None:
        body = {"activity": now.pk, "name": "周家", "children": 1, "method": "poster"}
        assert program().post("check-ins", body).json()["grade"] == "C"

    def test_grade_a_and_later_entries_are_for_people(self, now: Activity) -> None:
        for method in ("list", "scan", "paper", "rotating"):
            body = {"activity": now.pk, "children": 1, "method": method}
            assert program().post("check-ins", body).status_code == 422
        Activity.objects.update(
            starts_at=timezone.now() - timedelta(hours=9),
            ends_at=timezone.now() - timedelta(hours=8),
        )
        refused = program().post("check-ins", {"activity": now.pk, "children": 1})
        assert refused.json()["code"] == "too_late"
        assert not CheckIn.objects.exists()


class TestOnce:
    def test_the_same_again_gives_the_same_answer(self, activity: Activity) -> None:
        ask = program()
        first = ask.post("registrations", a_party(activity), key="abcdefgh")
        again = ask.post("registrations", a_party(activity), key="abcdefgh")
        assert again.json() == first.json()
        assert again.status_code == first.status_code == 201
        assert Registration.objects.count() == 1

    def test_another_body_is_refused(self, activity: Activity) -> None:
        ask = program()
        ask.post("registrations", a_party(activity), key="abcdefgh")
        other = ask.post("registrations", a_party(activity, "13800000002"), key="abcdefgh")
        assert (other.status_code, other.json()["code"]) == (422, "other_body")
        assert Registration.objects.count() == 1

    def test_keys_of_others_are_others(self, activity: Activity) -> None:
        one, two = program(), program()
        one.post("registrations", a_party(activity), key="abcdefgh")
        other = two.post("registrations", a_party(activity, "13800000002"), key="abcdefgh")
        assert other.status_code == 201
        assert Registration.objects.count() == 2

    def test_an_answer_about_an_erased_family_is_not_found(self, activity: Activity) -> None:
        ask = program()
        ask.post("registrations", a_party(activity), key="abcdefgh")
        IdempotencyKey.objects.update(answer={})  # as erasing leaves it
        again = ask.post("registrations", a_party(activity), key="abcdefgh")
        assert (again.status_code, again.json()["code"]) == (404, "forgotten")

    def test_a_refusal_may_be_tried_again_with_the_same_key(self, activity: Activity) -> None:
        ask = program()
        Activity.objects.update(state=State.CANCELLED)
        assert ask.post("registrations", a_party(activity), key="abcdefgh").status_code == 422
        Activity.objects.update(state=State.SCHEDULED)
        assert ask.post("registrations", a_party(activity), key="abcdefgh").status_code == 201

    @pytest.mark.parametrize("key", [None, "short", "x" * 81, "with space"])
    def test_without_a_good_key_nothing_is_done(self, activity: Activity, key: str | None) -> None:
        answer = program().post("registrations", a_party(activity), key=key)
        assert answer.status_code == 422
        assert not Registration.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_have_one_effect(activity: Activity) -> None:
    ask = program()
    body = a_party(activity)

    def send(_n: int) -> tuple[int, Any]:
        try:
            answer = ask.post("registrations", body, key="eight-at-once")
            return answer.status_code, answer.json().get("id", answer.json().get("code"))
        finally:
            connection.close()

    for _round in range(3):
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(send, range(8)))
        made = Registration.objects.get()
        assert set(answers) <= {(201, made.pk), (409, "in_flight")}
        assert (201, made.pk) in answers
    assert Rules.objects.get(pk=activity.pk).taken == 1
    assert Step.objects.count() == 1
    assert token_of(ask).used_at is not None


class TestOneRoom:
    """A token of the tea room, and what lies at 太平."""

    @pytest.fixture
    def elsewhere(self, taiping: Site) -> Registration:
        activity = plan_ahead(
            taiping, title="别处的活动", starts=timezone.now() + timedelta(minutes=10)
        )
        with_places(activity)
        return party(activity, "金丝雀家", phone="13911112222")

    def test_other_rooms_are_not_there(
        self, tea_room: Site, activity: Activity, elsewhere: Registration
    ) -> None:
        ask = program(Role.SITE_STAFF, site=tea_room)
        pk, place = elsewhere.pk, elsewhere.activity_id
        answers = [
            ask.get("registrations"),
            ask.get("registrations", activity=place),
            ask.get(f"registrations/{pk}"),
            ask.post(f"registrations/{pk}/cancel"),
            ask.post("registrations", a_party(elsewhere.activity)),
            ask.post("check-ins", {"activity": place, "registration": pk, "children": 1}),
            ask.post("check-ins", {"activity": place, "children": 1}),
            ask.post("check-ins", {"activity": activity.pk, "registration": pk, "children": 1}),
        ]
        assert [answer.status_code for answer in answers] == [200, 200] + [404] * 6
        for answer in answers:
            assert "金丝雀" not in json.dumps(answer.json(), ensure_ascii=False)
            assert "2222" not in answer.content.decode()
        elsewhere.refresh_from_db()
        assert elsewhere.stage == Stage.CONFIRMED
        assert not CheckIn.objects.exists()
        everywhere = program(Role.OPERATOR, [Scope.REGISTRATIONS_READ])
        assert everywhere.get(f"registrations/{pk}").status_code == 200
