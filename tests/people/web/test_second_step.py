"""Two-step sign-in: a password alone no longer opens an account that has a second step."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import LazySettings
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from shufang.people.actions.set_up_second_step import new_secret, set_up_second_step
from shufang.people.models import SecondStep, User
from shufang.people.queries.second_step import _codes
from shufang.shared.models import LogEntry
from tests.cast import PASSWORD, ClientAs

pytestmark = pytest.mark.django_db
CODE_PAGE, OWN_PAGE = "/sign-in/code/", "/account/second-step/"
NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


class Phone:
    """An authenticator app."""

    def __init__(self, secret: str = "") -> None:
        self.secret = secret or new_secret()

    def shows(self, later: int = 0) -> str:
        moment = int(timezone.now().timestamp()) + later
        return _codes(self.secret).generate(moment).decode()


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as found:
        yield found


@pytest.fixture
def phone(operator: User, clock: time_machine.Traveller) -> Phone:
    """李运营's phone, set up an hour ago."""
    found = Phone()
    clock.move_to(NOON - timedelta(hours=1))
    set_up_second_step(account=operator, secret=found.secret, typed=found.shows())
    clock.move_to(NOON)
    return found


def password_typed(username: str = "li", **more: str) -> Client:
    client = Client()
    client.post("/sign-in/", {"username": username, "password": PASSWORD, **more})
    return client


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def typed(client: Client, code: str) -> str:
    return client.post(CODE_PAGE, {"code": code}).content.decode()


def test_the_codes_are_those_of_the_standard() -> None:
    """RFC 6238, appendix B, the last six of its eight digits."""
    ours = _codes("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    for moment, code in ((59, b"287082"), (1111111109, b"081804"), (20000000000, b"353130")):
        assert ours.generate(moment) == code


class TestSigningIn:
    def test_the_password_alone_opens_nothing(self, phone: Phone) -> None:
        client = password_typed()
        assert not is_in(client)
        assert client.get("/desk/").status_code == 302
        assert client.get(CODE_PAGE).status_code == 200

    def test_with_the_code_one_goes_on_to_where_one_came_from(self, phone: Phone) -> None:
        client = password_typed(next="/desk/activities/")
        before = client.session.session_key
        response = client.post(CODE_PAGE, {"code": phone.shows()})
        assert response["Location"] == "/desk/activities/"
        assert is_in(client)
        assert client.session.session_key != before

    def test_never_on_to_another_site(self, phone: Phone) -> None:
        client = password_typed(next="https://elsewhere.example/")
        response = client.post(CODE_PAGE, {"code": phone.shows()})
        assert response["Location"] == "/desk/"

    @pytest.mark.parametrize("off", [-30, 30])
    def test_a_phone_s_clock_may_be_half_a_minute_wrong(self, phone: Phone, off: int) -> None:
        client = password_typed()
        typed(client, phone.shows(off))
        assert is_in(client)

    @pytest.mark.parametrize("code", ["000000", "12345", "１２３４５６", "abc", "-1", "9" * 40])
    def test_a_wrong_code_is_told(self, phone: Phone, code: str) -> None:
        client = password_typed()
        assert "验证码不对" in typed(client, code)
        assert not is_in(client)

    @pytest.mark.parametrize("off", [-120, -60, 60, 120])
    def test_codes_of_other_minutes_are_refused(self, phone: Phone, off: int) -> None:
        client = password_typed()
        typed(client, phone.shows(off))
        assert not is_in(client)

    def test_a_code_opens_once(self, phone: Phone) -> None:
        typed(password_typed(), phone.shows())
        second = password_typed()
        typed(second, phone.shows())
        typed(second, phone.shows(-30))  # nor one before it
        assert not is_in(second)

    def test_guessing_ends_after_six_tries(
        self, phone: Phone, clock: time_machine.Traveller
    ) -> None:
        client = password_typed()
        for number in range(6):
            typed(client, f"{number:06}")
        assert "试得" in typed(client, phone.shows())
        assert not is_in(client)
        clock.shift(timedelta(minutes=16))
        client = password_typed()
        typed(client, phone.shows())
        assert is_in(client)

    def test_five_minutes_after_the_password_it_is_asked_again(
        self, phone: Phone, clock: time_machine.Traveller
    ) -> None:
        client = password_typed()
        clock.shift(timedelta(minutes=5, seconds=1))
        response = client.post(CODE_PAGE, {"code": phone.shows()})
        assert response["Location"] == "/sign-in/"
        assert not is_in(client)

    def test_a_password_reset_meanwhile_ends_the_waiting(
        self, phone: Phone, operator: User
    ) -> None:
        client = password_typed()
        operator.set_password("another-one-77")
        operator.save()
        typed(client, phone.shows())
        assert not is_in(client)

    def test_a_closed_account_stays_closed(self, phone: Phone, operator: User) -> None:
        client = password_typed()
        User.objects.filter(pk=operator.pk).update(is_active=False)
        typed(client, phone.shows())
        assert not is_in(client)

    def test_another_s_code_does_not_do(
        self, phone: Phone, library: User, clock: time_machine.Traveller
    ) -> None:
        theirs = Phone()
        set_up_second_step(account=library, secret=theirs.secret, typed=theirs.shows())
        clock.shift(timedelta(minutes=2))
        client = password_typed()
        typed(client, theirs.shows())
        assert not is_in(client)

    def test_nobody_comes_to_the_code_without_the_password(self, phone: Phone) -> None:
        client = Client()
        assert client.get(CODE_PAGE)["Location"] == "/sign-in/"
        client.post("/sign-in/", {"username": "li", "password": "wrong"})
        typed(client, phone.shows())
        assert not is_in(client)

    def test_who_has_none_signs_in_as_before(self, library: User) -> None:
        assert is_in(password_typed("wang"))


class TestSettingUp:
    def test_from_the_page_to_the_next_sign_in(
        self, operator: User, client_as: ClientAs, clock: time_machine.Traveller
    ) -> None:
        client = client_as(operator)
        page = client.get(OWN_PAGE).content.decode()
        found = re.search(r'class="secret" translate="no">([A-Z2-7 ]+)<', page)
        assert found
        phone = Phone(found[1].replace(" ", ""))
        assert "<svg" in page
        shown = phone.shows()
        done = client.post(OWN_PAGE, {"code": f"{shown[:3]} {shown[3:]}"}).content.decode()
        codes = re.findall(r'class="secret">([a-z2-9-]+)<', done)
        assert len(set(codes)) == 8
        stored = str(SecondStep.objects.values().get())
        assert phone.secret not in stored
        assert not any(code in stored for code in codes)
        assert LogEntry.objects.filter(deed="people.set_up_second_step").exists()
        clock.shift(timedelta(minutes=1))
        again = password_typed()
        typed(again, phone.shows())
        assert is_in(again)

        recovered = password_typed()
        typed(recovered, codes[0].upper().replace("-", " "))
        assert is_in(recovered)
        assert LogEntry.objects.filter(deed="people.use_recovery_code").exists()
        second = password_typed()
        typed(second, codes[0])
        assert not is_in(second)
        assert "还有 7 个备用码" in recovered.get(OWN_PAGE).content.decode()

    def test_a_wrong_first_code_sets_nothing_up(self, operator: User, client_as: ClientAs) -> None:
        client = client_as(operator)
        client.get(OWN_PAGE)
        assert "验证码不对" in client.post(OWN_PAGE, {"code": "000000"}).content.decode()
        assert not SecondStep.objects.exists()

    def test_strangers_see_no_such_page(self) -> None:
        assert Client().get(OWN_PAGE).status_code == 302

    def test_its_owner_removes_it_with_the_password(
        self, phone: Phone, operator: User, client_as: ClientAs
    ) -> None:
        client = client_as(operator)
        wrong = client.post(f"{OWN_PAGE}remove/", {"password": "wrong"})
        assert "现在的密码不对" in wrong.content.decode()
        assert SecondStep.objects.exists()
        client.post(f"{OWN_PAGE}remove/", {"password": PASSWORD})
        assert is_in(password_typed())


class TestALostPhone:
    def test_the_library_removes_it_with_a_reason(
        self, phone: Phone, library: User, operator: User, client_as: ClientAs
    ) -> None:
        page, desk = f"/desk/people/accounts/{operator.pk}/", client_as(library)
        assert "手机丢了" in desk.get(page).content.decode()
        desk.post(f"{page}second-step/", {"reason": ""})
        assert SecondStep.objects.exists()
        desk.post(f"{page}second-step/", {"reason": "手机掉进湖里，当面确认"})
        assert is_in(password_typed())
        assert LogEntry.objects.get(deed="people.remove_second_step").reason.startswith("手机掉进")
        assert "手机丢了" not in desk.get(page).content.decode()

    def test_an_operator_can_t_and_the_library_not_its_own(
        self,
        phone: Phone,
        library: User,
        operator: User,
        client_as: ClientAs,
    ) -> None:
        own = Phone()
        set_up_second_step(account=library, secret=own.secret, typed=own.shows())
        reason = {"reason": "想关"}
        for user in (operator, library):
            client_as(user).post(f"/desk/people/accounts/{library.pk}/second-step/", reason)
            assert SecondStep.objects.filter(account=library).exists()

    def test_the_command_line_is_a_way_back_in(self, phone: Phone) -> None:
        call_command("account", "--username", "li", "--reset")
        assert not SecondStep.objects.exists()


class TestARoleThatMustHaveOne:
    def test_nothing_else_opens_before(
        self, operator: User, library: User, client_as: ClientAs, settings: LazySettings
    ) -> None:
        settings.SECOND_STEP_FOR = frozenset({"operator"})
        client = client_as(operator)
        assert client.get("/desk/")["Location"] == OWN_PAGE
        fragment = client.get("/desk/", headers={"HX-Request": "true"})
        assert fragment["HX-Redirect"] == OWN_PAGE
        assert "你的角色要求" in client.get(OWN_PAGE).content.decode()
        assert client_as(library).get("/desk/").status_code == 200

    def test_with_one_the_desk_opens(
        self, phone: Phone, operator: User, client_as: ClientAs, settings: LazySettings
    ) -> None:
        settings.SECOND_STEP_FOR = frozenset({"operator"})
        assert client_as(operator).get("/desk/").status_code == 200
