"""More attacks at the door (docs/decisions/0016): what changes between looking and sending, what
was signed for something else, and who sends what another phone was given."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import signing
from django.test import Client
from django.utils import timezone

from shufang.activities.actions.registering.cancel import cancel_registration
from shufang.activities.actions.signing_in.open_ticket import SALT as TICKET
from shufang.activities.choices import State
from shufang.activities.models import Activity, CheckIn, Registration
from shufang.activities.queries.signing_in.codes import code_at, poster_code
from shufang.activities.web.door.desk import SCAN_LASTS, sealed_household
from shufang.activities.web.door.desk import SCANNED as SEAL
from shufang.activities.web.door.participant import COOKIE, SALT
from shufang.activities.web.door.phone import RECEIPT
from shufang.people.models import Guardian, Household, User
from shufang.places.models import Site
from shufang.shared.secrets import key
from tests.cast import browser, family_browser
from tests.factories.at_the_door import party
from tests.factories.planned import plan_ahead, with_places
from tests.pages import hidden

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 10, 17, 9, 55, 2, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as found:
        yield found


@pytest.fixture
def activity(tea_room: Site) -> Activity:
    found = plan_ahead(tea_room, starts=NOW + timedelta(minutes=5))
    with_places(found, 20)
    return found


@pytest.fixture
def registration(activity: Activity, zhang_family: Household) -> Registration:
    return party(activity, "张家", household=zhang_family)


def opened(phone: Client, activity: Activity) -> str:
    """The ticket in the form that a scanned code opens."""
    return hidden(phone.get(f"/door/{code_at(activity, timezone.now())}/"), "ticket")


def come(phone: Client, activity: Activity, ticket: str, **said: Any) -> Any:
    values = {"ticket": ticket, "step": "come", "adults": 1, "children": 1, **said}
    return phone.post(f"/door/{code_at(activity, timezone.now())}/", values)


def refusal(response: Any) -> str:
    return str((response.context or {}).get("code", "")) if response.status_code != 302 else ""


class TestTwoPhonesOfOneFamily:
    @pytest.fixture
    def second(self, zhang_family: Household) -> Client:
        """The other parent's phone."""
        father = Guardian(household=zhang_family, name="张爸爸", verified_at=timezone.now())
        father.set_phone("13700001111")
        father.save()
        phone = family_browser(zhang_family)
        session = phone.session
        session["guardian"] = father.pk
        session.save()
        return phone

    @pytest.mark.parametrize("later", [0, 20, 600])
    def test_the_second_is_told_that_they_are_here(
        self, activity: Activity, registration: Registration, zhang_family: Household,
        second: Client, later: int, clock: time_machine.Traveller,
    ) -> None:  # fmt: skip
        first = family_browser(zhang_family)
        mine, yours = opened(first, activity), opened(second, activity)
        assert come(first, activity, mine).status_code == 302
        clock.shift(timedelta(seconds=later))
        if later:
            answer = second.get(f"/door/{code_at(activity, timezone.now())}/")
        else:
            answer = come(second, activity, yours, adults=2)
        assert answer["Location"].startswith("/door/done/")
        assert "已签到" in second.get(answer["Location"]).content.decode()
        assert CheckIn.objects.get().adults == 1

    def test_the_form_of_one_is_good_on_the_other_for_it_is_one_family(
        self, activity: Activity, registration: Registration, zhang_family: Household,
        second: Client,
    ) -> None:  # fmt: skip
        ticket = opened(family_browser(zhang_family), activity)
        assert come(second, activity, ticket).status_code == 302
        assert CheckIn.objects.get().registration == registration


class TestBetweenLookingAndSending:
    CHANGES: dict[str, tuple[str, Callable[[Activity, Household], object]]] = {
        "called off": ("cancelled_activity", lambda a, h: _set(a, state=State.CANCELLED)),
        "back to a draft": ("not_open", lambda a, h: _set(a, state=State.DRAFT)),
        "review done": ("closed", lambda a, h: _set(a, closed_at=timezone.now())),
        "moved to tomorrow": (
            "too_early",
            lambda a, h: _set(a, starts_at=NOW + timedelta(days=1),
                              ends_at=NOW + timedelta(days=1, hours=1)),
        ),
        "long over": (
            "too_late",
            lambda a, h: _set(a, starts_at=NOW - timedelta(hours=9),
                              ends_at=NOW - timedelta(hours=8)),
        ),
        "signed out on this phone": ("unknown_code", lambda a, h: h.guardians.update(
            sessions_from=NOW + timedelta(seconds=1))),
        "the family erased": ("unknown_code", lambda a, h: Household.objects.filter(
            pk=h.pk).update(erased_at=NOW)),
    }  # fmt: skip

    @pytest.mark.parametrize("change", CHANGES)
    def test_it_is_refused_in_words(
        self, change: str, activity: Activity, registration: Registration, zhang_family: Household
    ) -> None:
        code, do = self.CHANGES[change]
        phone = family_browser(zhang_family)
        ticket = opened(phone, activity)
        do(activity, zhang_family)
        for language in ("zh-hans", "en"):
            phone.cookies["language"] = language
            answer = come(phone, activity, ticket)
            assert refusal(answer) == code
            assert answer.status_code < 500
        assert not CheckIn.objects.exists()

    def test_a_deleted_activity_is_not_found(
        self, activity: Activity, zhang_family: Household
    ) -> None:
        phone = family_browser(zhang_family)
        ticket, address = opened(phone, activity), f"/door/{code_at(activity, NOW)}/"
        Activity.objects.filter(pk=activity.pk).delete()
        for step in ("come", "find", "walk-in", ""):
            values = {"ticket": ticket, "step": step, "adults": 1, "children": 1}
            assert phone.post(address, values).status_code in (404, 409)
        assert phone.get(address).status_code == 404
        assert not CheckIn.objects.exists()

    def test_a_guest_who_cancelled_meanwhile(self, activity: Activity) -> None:
        registration = party(activity, "林家", phone="13911114821")
        phone = browser()
        ticket = opened(phone, activity)
        cancel_registration(registration=registration, actor="family")
        answer = come(phone, activity, ticket, party=registration.pk, digits="4821")
        assert refusal(answer) == "cancelled"
        assert not CheckIn.objects.exists()


class TestSwapped:
    def test_the_ticket_decides_and_not_the_code_in_the_address(
        self, activity: Activity, tea_room: Site, zhang_family: Household
    ) -> None:
        """Two activities at once in one room: their codes change places."""
        other = plan_ahead(tea_room, title="成长角", starts=activity.starts_at)
        with_places(other)
        phone = family_browser(zhang_family)
        ticket = opened(phone, activity)
        assert come(phone, other, ticket).status_code == 302
        assert CheckIn.objects.get().activity == activity

    def test_a_party_of_the_other_is_not_found(self, activity: Activity, tea_room: Site) -> None:
        other = plan_ahead(tea_room, title="成长角", starts=activity.starts_at)
        with_places(other)
        theirs = party(other, "林家", phone="13911114821")
        phone = browser()
        ticket = opened(phone, activity)
        answer = come(phone, activity, ticket, party=theirs.pk, digits="4821")
        assert answer.status_code == 404
        assert not CheckIn.objects.exists()

    def test_a_poster_s_ticket_stays_grade_c(self, activity: Activity) -> None:
        phone = browser()
        ticket = hidden(phone.get(f"/door/{poster_code(activity)}/"), "ticket")
        assert come(phone, activity, ticket).status_code == 302  # to a rotating code's address
        assert CheckIn.objects.get().grade == "C"


class TestForged:
    @pytest.mark.parametrize("salt", [RECEIPT, SEAL, SALT, "", "django.core.signing"])
    def test_what_was_signed_for_something_else_is_no_ticket(
        self, activity: Activity, zhang_family: Household, salt: str
    ) -> None:
        fields = [activity.pk, "rotating", f"h{zhang_family.pk}", "1", NOW.timestamp()]
        answer = come(family_browser(zhang_family), activity, signing.dumps(fields, salt=salt))
        assert refusal(answer) == "unknown_code"

    def test_nor_with_another_key(self, activity: Activity, zhang_family: Household) -> None:
        fields = [activity.pk, "rotating", f"h{zhang_family.pk}", "1", NOW.timestamp()]
        forged = signing.dumps(fields, key="guessed", salt=TICKET)
        assert key("x") != b"guessed"
        assert refusal(come(family_browser(zhang_family), activity, forged)) == "unknown_code"

    def test_a_changed_ticket(self, activity: Activity, zhang_family: Household) -> None:
        phone = family_browser(zhang_family)
        ticket = opened(phone, activity)
        for at in range(0, len(ticket), 7):
            other = ticket[:at] + ("A" if ticket[at] != "A" else "B") + ticket[at + 1 :]
            assert refusal(come(phone, activity, other)) == "unknown_code"
        assert not CheckIn.objects.exists()

    @pytest.mark.parametrize("value", ["", "x", "x" * 5000, "abc:def:ghi", "\\x00", "1:2"])
    def test_a_made_up_cookie_is_a_new_phone(self, activity: Activity, value: str) -> None:
        honest = browser()
        ticket = opened(honest, activity)
        thief = browser()
        thief.cookies[COOKIE] = value
        assert refusal(come(thief, activity, ticket)) == "unknown_code"
        assert thief.get(f"/door/{code_at(activity, NOW)}/").status_code == 200
        assert not CheckIn.objects.exists()

    def test_a_made_up_session_is_nobody(
        self, activity: Activity, registration: Registration, zhang_family: Household
    ) -> None:
        ticket = opened(family_browser(zhang_family), activity)
        thief = browser()
        thief.cookies["sessionid"] = "a" * 32
        assert refusal(come(thief, activity, ticket)) == "unknown_code"
        assert "张家" not in thief.get(f"/door/{code_at(activity, NOW)}/").content.decode()

    def test_looking_signs_nobody_in(
        self, activity: Activity, registration: Registration, zhang_family: Household
    ) -> None:
        """Whatever stands in the address: messengers open links before people do."""
        phone = family_browser(zhang_family)
        ticket = opened(phone, activity)
        asked = {"ticket": ticket, "step": "come", "adults": 1, "children": 1}
        for method in (phone.get, phone.head, phone.options):
            assert method(f"/door/{code_at(activity, NOW)}/", asked).status_code < 500  # type: ignore[arg-type]
        assert not CheckIn.objects.exists()

    def test_a_receipt_opens_on_its_own_phone(
        self, activity: Activity, registration: Registration, zhang_family: Household
    ) -> None:
        phone = family_browser(zhang_family)
        receipt = come(phone, activity, opened(phone, activity))["Location"]
        assert phone.get(receipt).status_code == 200
        for other in (browser(), browser(None, language="en")):
            assert other.get(receipt).status_code == 410
        assert phone.get(receipt[:-3] + "x/").status_code == 404


class TestScannedByStaff:
    """What a scan sealed is good for one activity, a quarter of an hour, one family that is."""

    def sent(self, user: User, activity: Activity, sealed: str) -> int:
        values = {"scanned": sealed, "key": "desk:1", "adults": 1, "children": 1}
        return browser(user).post(f"/desk/door/{activity.pk}/sign-in/", values).status_code

    def test_in_time_it_is_grade_a(
        self, activity: Activity, operator: User, zhang_family: Household
    ) -> None:
        assert self.sent(operator, activity, sealed_household(zhang_family, activity)) == 302
        assert CheckIn.objects.get().grade == "A"

    def test_not_for_another_activity_not_later_not_when_erased(
        self, activity: Activity, operator: User, tea_room: Site, zhang_family: Household,
        clock: time_machine.Traveller,
    ) -> None:  # fmt: skip
        other = plan_ahead(tea_room, title="别的", starts=activity.starts_at)
        with_places(other)
        assert self.sent(operator, activity, sealed_household(zhang_family, other)) == 404
        sealed = sealed_household(zhang_family, activity)
        clock.shift(timedelta(seconds=SCAN_LASTS + 1))
        assert self.sent(operator, activity, sealed) == 404
        sealed = sealed_household(zhang_family, activity)
        Household.objects.filter(pk=zhang_family.pk).update(erased_at=timezone.now())
        assert self.sent(operator, activity, sealed) == 404
        assert not CheckIn.objects.exists()


def _set(activity: Activity, **fields: Any) -> None:
    Activity.objects.filter(pk=activity.pk).update(**fields)
