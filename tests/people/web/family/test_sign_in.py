"""Families sign in by phone: whoever asks learns nothing about who is known."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.sessions.models import Session
from django.core.serializers import serialize
from django.test import Client
from django.utils import timezone

from shufang.people.actions.family.keep_guardian import set_password
from shufang.people.models import Consent, Guardian, Household, User
from tests.cast import ClientAs, browser, family_browser
from tests.people.web.family.steps import code_for, signed_in

pytestmark = pytest.mark.django_db
KNOWN, NEW = "13800004821", "13611112222"
PASSWORD = "竹影-river-3390"
WELCOME = {"name": "小米妈妈", "relation": "parent", "agreed": "on", "rows": "1"}
CHILD = {
    "child-0-nickname": "小米", "child-0-born": "2020-06",
}  # fmt: skip


def stripped(page: bytes) -> str:
    """A page without what differs from one request to the next."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page.decode())
    return re.sub(r"\d{6}</b>", "", text)


def begins_at(page: str) -> list[str]:
    """The fields that ask for the cursor."""
    fields = [tag for tag in re.findall(r"<input[^>]*>", page) if "autofocus" in tag]
    return [tag.split('name="')[1].split('"')[0] for tag in fields]


class TestTheCode:
    def test_a_known_guardian_is_in_and_goes_on_where_they_came_from(
        self, zhang_family: Household
    ) -> None:
        client = browser()
        code = code_for(client, KNOWN)
        done = client.post("/family/sign-in/code/", {"code": code, "next": "/rooms/"})
        assert done["Location"] == "/rooms/"
        assert "小米" in client.get("/family/children/").content.decode()

    @pytest.mark.parametrize("target", ["//evil.example/", "https://evil.example/", "javascript:1"])
    def test_only_to_pages_of_ours(self, zhang_family: Household, target: str) -> None:
        client = browser()
        code = code_for(client, KNOWN, target)
        done = client.post("/family/sign-in/code/", {"code": code, "next": target})
        assert done["Location"] == "/family/"

    def test_known_and_unknown_numbers_get_the_same_answers(self, zhang_family: Household) -> None:
        pages = []
        for phone in (KNOWN, NEW):
            client = browser()
            first = client.post("/family/sign-in/", {"phone": phone})
            second = client.get(first["Location"])
            third = client.post("/family/sign-in/code/", {"code": "000000"})
            shown = [stripped(answer.content) for answer in (second, third)]
            hidden = [text.replace(phone[:3], "").replace(phone[-4:], "") for text in shown]
            pages.append([first.status_code, first["Location"], *hidden])
        assert pages[0] == pages[1]

    def test_a_wrong_code_says_so_and_keeps_out(self, zhang_family: Household) -> None:
        client = browser()
        code = code_for(client, KNOWN)
        wrong = f"{(int(code) + 1) % 10**6:06}"
        page = client.post("/family/sign-in/code/", {"code": wrong}).content.decode()
        assert "验证码不对" in page
        assert wrong not in page  # the next six digits are not typed in front of these
        assert client.get("/family/children/").status_code == 302

    def test_the_code_cannot_be_entered_without_having_asked(self) -> None:
        assert browser().get("/family/sign-in/code/")["Location"] == "/family/sign-in/"

    def test_another_browser_cannot_use_the_number_that_this_one_asked_for(
        self, zhang_family: Household
    ) -> None:
        code = code_for(browser(), KNOWN)
        other = browser()
        other.post("/family/sign-in/code/", {"code": code})
        assert other.get("/family/children/").status_code == 302

    def test_the_number_lies_sealed_in_the_session(self) -> None:
        client = browser()
        code_for(client, NEW)
        assert NEW not in str(client.session.items())
        for session in Session.objects.all():
            assert NEW not in str(session.get_decoded())

    def test_fields_are_made_for_phones(self) -> None:
        client = browser()
        assert 'inputmode="tel"' in client.get("/family/sign-in/").content.decode()
        code_for(client, NEW)
        page = client.get("/family/sign-in/code/").content.decode()
        assert 'autocomplete="one-time-code"' in page
        assert 'inputmode="numeric"' in page


class TestTheDemo:
    def test_the_code_stands_on_the_page_marked_as_a_demo(self) -> None:
        client = browser()
        code_for(client, NEW)
        assert "演示环境：验证码" in client.get("/family/sign-in/code/").content.decode()

    def test_never_where_messages_are_sent(self, settings: LazySettings) -> None:
        settings.SHOW_CODES, settings.SMS_URL = False, "https://sms.example/"
        client = browser()
        client.post("/family/sign-in/", {"phone": NEW})
        page = client.get("/family/sign-in/code/").content.decode()
        assert "演示" not in page
        assert re.search(r">\d{6}<", page) is None

    def test_where_nothing_is_sent_the_page_says_so(self, settings: LazySettings) -> None:
        settings.SHOW_CODES, settings.SMS_URL = False, ""
        client = browser()
        client.post("/family/sign-in/", {"phone": NEW})
        assert "还没有接通短信" in client.get("/family/sign-in/code/").content.decode()


class TestLimits:
    def test_asking_again_at_once_goes_on_to_the_code(self) -> None:
        client = browser()
        client.post("/family/sign-in/", {"phone": NEW})
        again = client.post("/family/sign-in/", {"phone": NEW}, follow=True)
        assert "秒后再试" in again.content.decode()
        assert again.redirect_chain[-1][0] == "/family/sign-in/code/"

    def test_a_forwarded_address_is_believed_from_nobody(self, settings: LazySettings) -> None:
        refused = 0
        for number in range(103):
            answer = browser().post(
                "/family/sign-in/",
                {"phone": f"137{number:08}"},
                headers={"X-Forwarded-For": f"10.0.0.{number}"},
            )
            refused += answer.status_code == 200
        assert refused == 3

    def test_behind_our_own_proxy_its_last_word_counts(self, settings: LazySettings) -> None:
        settings.PROXY_HOPS = 1
        refused = 0
        for number in range(103):
            answer = browser().post(
                "/family/sign-in/",
                {"phone": f"137{number:08}"},
                headers={"X-Forwarded-For": f"6.6.6.{number}, 10.0.0.7"},
            )
            refused += answer.status_code == 200
        assert refused == 3


class TestTheFirstTime:
    def proven(self, client: Client, phone: str = NEW) -> Client:
        client.post("/family/sign-in/code/", {"code": code_for(client, phone)})
        return client

    def test_a_name_a_consent_and_children_open_the_account(self) -> None:
        client = self.proven(browser())
        page = client.get("/family/welcome/").content.decode()
        assert "监护人" in page
        done = client.post("/family/welcome/", {**WELCOME, **CHILD, "next": "/rooms/"})
        assert done["Location"] == "/rooms/"
        guardian = Guardian.objects.get()
        assert guardian.phone == NEW
        assert guardian.verified_at is not None
        child = guardian.household.children.get()
        assert (child.nickname, child.birth_year, child.birth_month) == ("小米", 2020, 6)
        consent = Consent.objects.get()
        assert (consent.purpose, consent.given, len(consent.text_hash)) == ("service", True, 64)
        assert NEW not in serialize("json", Guardian.objects.all())

    def test_without_consent_nothing_is_kept(self) -> None:
        client = self.proven(browser())
        page = client.post("/family/welcome/", {**WELCOME, **CHILD, "agreed": ""})
        assert "没有同意" in page.content.decode()
        assert not Guardian.objects.exists()
        assert not Household.objects.exists()

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            ({"child-0-born": "2008-01"}, "已满 18 岁"),
            ({"child-0-nickname": "　"}, "小名"),
            ({"child-0-born": ""}, "必填"),
            ({"child-0-born": "2020"}, "例如 2019-06"),
        ],
    )
    def test_a_wrong_child_keeps_nothing(self, wrong: dict[str, str], said: str) -> None:
        client = self.proven(browser())
        page = client.post("/family/welcome/", {**WELCOME, **CHILD, **wrong}).content.decode()
        assert said in page or "field-error" in page
        assert not Guardian.objects.exists()

    def test_the_page_opens_at_what_is_wrong(self) -> None:
        client = self.proven(browser())
        assert begins_at(client.get("/family/welcome/").content.decode()) == ["name"]
        wrong = {**WELCOME, **CHILD, "child-0-born": "2020"}
        page = client.post("/family/welcome/", wrong).content.decode()
        assert begins_at(page) == ["child-0-born"]

    def test_one_more_row_without_a_script(self) -> None:
        client = self.proven(browser())
        page = client.post("/family/welcome/", {**WELCOME, **CHILD, "more": "1"}).content.decode()
        assert "child-1-nickname" in page
        assert "小米" in page
        assert not Guardian.objects.exists()

    def test_one_more_row_is_shown_at_once_and_nothing_is_complained_of(self) -> None:
        client = self.proven(browser())
        asked = {**WELCOME, **CHILD, "name": "", "rows": "3", "more": "1"}
        page = client.post("/family/welcome/", asked).content.decode()
        assert begins_at(page) == ["child-3-nickname"]
        fieldset = page.split('id="id_child-3-nickname"')[0].rsplit("<fieldset", 1)[1]
        assert "later" not in fieldset
        assert "必填" not in page

    def test_nobody_gets_there_without_a_proven_number(self) -> None:
        client = browser()
        code_for(client, NEW)
        assert client.post("/family/welcome/", WELCOME)["Location"].startswith("/family/sign-in/")
        assert not Guardian.objects.exists()

    def test_sent_twice_it_is_one_account(self) -> None:
        client = self.proven(browser())
        client.post("/family/welcome/", {**WELCOME, **CHILD})
        client.post("/family/welcome/", {**WELCOME, **CHILD})
        assert Guardian.objects.count() == Household.objects.count() == 1


class TestSessions:
    def test_the_key_changes_at_every_step_up(self, zhang_family: Household) -> None:
        client = browser()
        code = code_for(client, KNOWN)
        planted = client.cookies["sessionid"].value
        client.post("/family/sign-in/code/", {"code": code})
        assert client.cookies["sessionid"].value != planted
        attacker = browser()
        attacker.cookies["sessionid"] = planted
        assert attacker.get("/family/children/").status_code == 302

    def test_a_new_number_leaves_the_planted_session_empty(self) -> None:
        client = browser()
        code = code_for(client, NEW)
        planted = client.cookies["sessionid"].value
        client.post("/family/sign-in/code/", {"code": code})
        attacker = browser()
        attacker.cookies["sessionid"] = planted
        assert attacker.get("/family/welcome/")["Location"].startswith("/family/sign-in/")

    def test_staff_who_sign_in_as_a_family_are_no_longer_staff(
        self, client_as: ClientAs, operator: User, zhang_family: Household
    ) -> None:
        client = client_as(operator)
        client.post("/family/sign-in/code/", {"code": code_for(client, KNOWN)})
        assert client.get("/family/children/").status_code == 200
        assert client.get("/desk/").status_code == 302

    def test_signing_out_here(self, zhang_family: Household) -> None:
        client = family_browser(zhang_family)
        client.post("/family/sign-out/")
        assert client.get("/family/children/").status_code == 302

    def test_signing_out_everywhere(self, zhang_family: Household) -> None:
        lost, mine = family_browser(zhang_family), family_browser(zhang_family)
        mine.post("/family/sign-out/all/")
        assert lost.get("/family/children/").status_code == 302

    def test_a_link_or_picture_signs_nobody_out(self, zhang_family: Household) -> None:
        client = family_browser(zhang_family)
        assert client.get("/family/sign-out/").status_code == 405
        assert client.get("/family/children/").status_code == 200


class TestThePassword:
    @pytest.fixture(autouse=True)
    def _has_one(self, zhang_family: Household) -> None:
        set_password(guardian=zhang_family.guardians.get(), old="", new=PASSWORD)

    def enter(self, phone: str, password: str) -> Any:
        return browser().post("/family/sign-in/password/", {"phone": phone, "password": password})

    def test_the_right_one_opens(self) -> None:
        assert self.enter("138 0000 4821", PASSWORD)["Location"] == "/family/"

    def test_wrong_unknown_and_unset_read_the_same(self, chen_family: Household) -> None:
        answers = {
            stripped(self.enter(phone, "nope").content).replace(phone, "")
            for phone in (KNOWN, NEW, "13900007733")
        }
        assert len(answers) == 1

    @pytest.mark.parametrize("phone", [KNOWN, NEW])
    def test_after_eight_wrong_ones_the_number_waits(self, phone: str) -> None:
        for _ in range(8):
            assert "手机号或密码不对" in self.enter(phone, "nope").content.decode()
        said = self.enter(phone, PASSWORD).content.decode()
        assert "分钟后再试" in said

    def test_a_right_one_forgives_the_wrong_ones(self) -> None:
        for _ in range(3):
            for _ in range(7):
                self.enter(KNOWN, "nope")
            assert self.enter(KNOWN, PASSWORD).status_code == 302

    def test_a_guardian_without_one_cannot_be_entered_with_an_empty_one(
        self, chen_family: Household
    ) -> None:
        for typed in ("", " ", "!"):
            assert self.enter("13900007733", typed).status_code == 200

    def test_setting_one_ends_other_devices_and_keeps_this_one(
        self, zhang_family: Household
    ) -> None:
        here, lost = family_browser(zhang_family), family_browser(zhang_family)
        here.post("/family/security/", {"old": PASSWORD, "new": "茶园-lantern-77"})
        assert lost.get("/family/children/").status_code == 302
        assert here.get("/family/children/").status_code == 200
        assert self.enter(KNOWN, "茶园-lantern-77").status_code == 302

    def test_changing_asks_for_the_old_one(self, zhang_family: Household) -> None:
        here = family_browser(zhang_family)
        page = here.post("/family/security/", {"old": "nope", "new": "茶园-lantern-77"})
        assert "现在的密码不对" in page.content.decode()
        here.post("/family/security/no-password/", {"old": "nope"})
        assert zhang_family.guardians.get().password
        here.post("/family/security/no-password/", {"old": PASSWORD})
        assert not zhang_family.guardians.get().password


def test_a_session_ends_by_itself(zhang_family: Household) -> None:
    client = family_browser(zhang_family)
    session = client.session
    session["guardian_since"] = (timezone.now() - timedelta(days=61)).isoformat()
    session.save()
    assert client.get("/family/children/").status_code == 302


def test_english_speaks_english(zhang_family: Household) -> None:
    client = signed_in(KNOWN, "en")
    page = client.get("/family/security/").content.decode()
    assert "Phone and signing in" in page
