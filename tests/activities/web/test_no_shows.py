"""A family's pages by secret link, and the desk where appeals are decided."""

from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from shufang.activities.choices import Stage
from shufang.activities.models import Activity, AttendanceRules, Registration, Strike
from shufang.people.models import FamilyAccess, Household, User
from shufang.places.models import Site
from shufang.shared.days import moment_words
from tests.cast import ClientAs
from tests.factories.at_the_door import party
from tests.factories.planned import plan_ahead, with_places

pytestmark = pytest.mark.django_db


@pytest.fixture
def ahead(tea_room: Site) -> Registration:
    activity = plan_ahead(tea_room, starts=timezone.now() + timedelta(days=1))
    with_places(activity)
    return party(activity, "张家", phone="13800004821")


@pytest.fixture
def strike(tea_room: Site, zhang_family: Household) -> Strike:
    activity: Activity = plan_ahead(tea_room, starts=timezone.now() - timedelta(days=1))
    with_places(activity)
    missed = party(activity, "张家", household=zhang_family, stage=Stage.ABSENT)
    return Strike.objects.create(
        registration=missed, household=zhang_family, expires_at=timezone.now() + timedelta(90)
    )


class TestStillComing:
    def test_yes(self, client_as: ClientAs, ahead: Registration) -> None:
        address = f"/still-coming/{ahead.link_token}/"
        response = client_as().get(address)
        assert response["Referrer-Policy"] == "same-origin"
        assert 'value="yes"' in response.content.decode()
        assert client_as().post(address, {"answer": "yes"}).status_code == 302
        ahead.refresh_from_db()
        assert ahead.reconfirmed_at is not None
        assert ahead.stage == Stage.CONFIRMED
        assert 'value="yes"' not in client_as().get(address).content.decode()

    def test_no(self, client_as: ClientAs, ahead: Registration) -> None:
        address = f"/still-coming/{ahead.link_token}/"
        client_as().post(address, {"answer": "no"})
        ahead.refresh_from_db()
        assert ahead.stage == Stage.CANCELLED
        text = client_as(language="en").get(address).content.decode()
        assert "<form" not in text.split('class="foot-bars"')[1]

    @pytest.mark.parametrize("change", ["x", "", "1.", "99999999999999999999.ab", "0", "٣.a"])
    def test_another_link_opens_nothing(
        self, client_as: ClientAs, ahead: Registration, change: str
    ) -> None:
        wrong = change or ahead.link_token[:-1] + ("0" if ahead.link_token[-1] != "0" else "1")
        for page in ("still-coming", "missed"):
            address = f"/{page}/{wrong}/"
            assert client_as().get(address).status_code == 404
            assert client_as().post(address, {"answer": "no"}).status_code == 404
        ahead.refresh_from_db()
        assert ahead.stage == Stage.CONFIRMED


class TestMissed:
    def test_the_family_appeals(self, client_as: ClientAs, strike: Strike) -> None:
        address = f"/missed/{strike.registration.link_token}/"
        assert "<textarea" in client_as().get(address).content.decode()
        client_as().post(address, {"text": "孩子发烧了"})
        strike.refresh_from_db()
        assert strike.appeal == "孩子发烧了"
        text = client_as().get(address).content.decode()
        assert "<textarea" not in text
        assert "孩子发烧了" in text

    def test_without_words_it_says_so(self, client_as: ClientAs, strike: Strike) -> None:
        address = f"/missed/{strike.registration.link_token}/"
        assert "field-error" in client_as().post(address, {"text": " "}).content.decode()

    def test_the_answer_is_read_there(
        self, client_as: ClientAs, strike: Strike, library: User
    ) -> None:
        client_as(library).post(f"/desk/no-shows/{strike.pk}/", {"lift": "1", "answer": "好好休息"})
        text = client_as().get(f"/missed/{strike.registration.link_token}/").content.decode()
        assert "好好休息" in text

    def test_a_pause_is_said_with_its_end(self, client_as: ClientAs, strike: Strike) -> None:
        AttendanceRules.objects.create(strikes=1, pause_days=9)
        end = timezone.localtime(strike.at + timedelta(9))
        text = client_as().get(f"/missed/{strike.registration.link_token}/").content.decode()
        assert f"报名暂停到 {moment_words(end)}" in text


class TestTheDesk:
    @pytest.mark.parametrize("language", ["zh-hans", "en"])
    def test_appeals_wait_there(
        self, client_as: ClientAs, strike: Strike, operator: User, language: str
    ) -> None:
        client = client_as(operator, language=language)
        assert "张家" not in client.get("/desk/no-shows/").content.decode()
        Strike.objects.update(appeal="发烧了", appealed_at=timezone.now())
        assert "发烧了" in client.get("/desk/no-shows/").content.decode()
        assert "张家" in client.get("/desk/no-shows/?show=all").content.decode()

    def test_it_is_narrowed_to_a_room_and_to_what_became_of_it(
        self, client_as: ClientAs, strike: Strike, taiping: Site, operator: User
    ) -> None:
        elsewhere: Activity = plan_ahead(taiping, starts=timezone.now() - timedelta(days=1))
        with_places(elsewhere)
        for name, lifted in (("放过家", True), ("维持家", False)):
            missed = party(elsewhere, name, phone="13700000001", stage=Stage.ABSENT)
            Strike.objects.create(
                registration=missed, lifted=lifted, expires_at=timezone.now() + timedelta(90)
            )
        shown = {
            "show=all": ("张家", "放过家", "维持家"),
            "show=standing": ("张家", "维持家"),
            "show=lifted": ("放过家",),
            f"show=all&site={taiping.pk}": ("放过家", "维持家"),
            f"show=lifted&site={strike.registration.activity.site_id}": (),
        }
        client = client_as(operator)
        for query, names in shown.items():
            text = client.get(f"/desk/no-shows/?{query}").content.decode()
            assert tuple(n for n in ("张家", "放过家", "维持家") if n in text) == names, query

    def test_who_looked_is_kept_for_the_family(
        self, client_as: ClientAs, strike: Strike, library: User
    ) -> None:
        client_as(library).get("/desk/no-shows/?show=all")
        assert FamilyAccess.objects.get().household == strike.household

    def test_deciding(self, client_as: ClientAs, strike: Strike, operator: User) -> None:
        address = f"/desk/no-shows/{strike.pk}/"
        client_as(operator).post(address, {"lift": "0", "answer": ""})
        client_as(operator).post(address, {"answer": "为什么"})
        strike.refresh_from_db()
        assert strike.decided_at is None
        client_as(operator).post(address, {"lift": "0", "answer": "请下次先取消"})
        strike.refresh_from_db()
        assert (strike.lifted, strike.answer) == (False, "请下次先取消")

    def test_others_decide_nothing(
        self,
        client_as: ClientAs,
        strike: Strike,
        site_staff: User,
        assessor: User,
        auditor: User,
        outsider: User,
    ) -> None:
        for user in (site_staff, assessor, auditor, outsider):
            assert client_as(user).get("/desk/no-shows/").status_code == 403
            answer = client_as(user).post(
                f"/desk/no-shows/{strike.pk}/", {"lift": "1", "answer": "x"}
            )
            assert answer.status_code == 403
        strike.refresh_from_db()
        assert strike.lifted is None

    def test_the_library_sets_the_rules(
        self, client_as: ClientAs, library: User, operator: User
    ) -> None:
        values = {
            "strikes": "2", "within_days": "60", "pause_days": "14", "strike_days": "90",
            "appeal_days": "7",
        }  # fmt: skip
        assert client_as(operator).post("/desk/no-shows/rules/", values).status_code == 403
        assert not AttendanceRules.objects.exists()
        assert client_as(library).post("/desk/no-shows/rules/", values).status_code == 302
        text = unescape(client_as(library).get("/desk/no-shows/").content.decode())
        assert "60 天内满 2 次" in text
        wrong = client_as(library).post("/desk/no-shows/rules/", {**values, "pause_days": "9999"})
        assert "field-error" in wrong.content.decode()
        assert AttendanceRules.objects.get().pause_days == 14
