"""The door: who gets in, what strangers learn, where one goes next."""

import pytest
import time_machine
from django.conf import LazySettings
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from shufang.people.models import User
from tests.cast import PASSWORD, ClientAs

pytestmark = pytest.mark.django_db
SIGN_IN = "/sign-in/"


def _sign_in(client: Client, username: str, password: str = PASSWORD, **more: str) -> HttpResponse:
    return client.post(SIGN_IN, {"username": username, "password": password, **more})  # type: ignore[return-value]


def test_signing_in_opens_a_session_under_a_new_key(operator: User, client: Client) -> None:
    client.get(SIGN_IN)
    session = client.session
    session["before"] = "1"
    session.save()
    before = session.session_key
    response = _sign_in(client, "li")
    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(operator.pk)
    assert client.session.session_key != before


@pytest.mark.parametrize(
    ("username", "password"), [("nobody", PASSWORD), ("li", "wrong"), ("closed", PASSWORD)]
)
@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-hans", "用户名或密码不对"), ("en", "The user name or the password")],
)
def test_a_refusal_says_the_same_whatever_is_wrong(
    operator: User,
    outsider: User,
    client_as: ClientAs,
    username: str,
    password: str,
    language: str,
    words: str,
) -> None:
    User.objects.filter(pk=outsider.pk).update(username="closed", is_active=False)
    client = client_as(language=language)
    page = _sign_in(client, username, password)
    assert page.status_code == 200
    text = page.content.decode()
    assert text.count(words) == 1
    assert "_auth_user_id" not in client.session
    assert PASSWORD not in text


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example/",
        "https://evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "http:///evil.example",
        "javascript:alert(1)",
        "////evil.example",
        " //evil.example",
        "/sign-in/",
        "/sign-in/?next=/sign-in/",
    ],
)
def test_it_never_leads_to_another_site(operator: User, client: Client, target: str) -> None:
    for response in (
        _sign_in(client, "li", next=target),
        client.get(SIGN_IN, {"next": target}),  # signed in already
    ):
        assert response.status_code == 302
        assert response["Location"].startswith("/")
        assert not response["Location"].startswith(("//", "/\\", "/sign-in"))


def test_it_leads_back_to_the_page_one_came_for(library: User, client: Client) -> None:
    asked = client.get("/desk/people/accounts/?q=赵")
    assert asked.status_code == 302
    assert asked["Location"].startswith(f"{SIGN_IN}?next=/desk/people/accounts/")
    page = client.get(asked["Location"])
    response = _sign_in(client, "wang", next=page.context["next"])
    assert response["Location"].startswith("/desk/people/accounts/?q=")


def test_a_form_sent_too_late_leads_back_to_its_page_not_to_its_address(client: Client) -> None:
    response = client.post(
        "/desk/people/organisation/3/move/",
        HTTP_REFERER="http://testserver/desk/people/organisation/",
    )
    assert response["Location"] == f"{SIGN_IN}?next=/desk/people/organisation/"
    response = client.post(
        "/desk/people/organisation/3/move/", HTTP_REFERER="http://evil.example/desk/"
    )
    assert "evil" not in response["Location"]


def test_a_fragment_sends_the_whole_page_to_the_door(client: Client) -> None:
    response = client.get(
        "/desk/people/log/",
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/desk/?a=1"},
    )
    assert response.status_code == 200
    assert response["HX-Redirect"] == f"{SIGN_IN}?next=/desk/%3Fa%3D1"


def test_signing_out_takes_a_post_and_ends_the_session(operator: User, client_as: ClientAs) -> None:
    client = client_as(operator)
    assert client.get("/sign-out/").status_code == 405
    assert "_auth_user_id" in client.session
    key = client.session.session_key
    assert client.post("/sign-out/").status_code == 302
    assert "_auth_user_id" not in client.session
    assert not Session.objects.filter(session_key=key).exists()


def test_forms_of_other_sites_are_refused(operator: User) -> None:
    client = Client(enforce_csrf_checks=True)
    assert _sign_in(client, "li").status_code == 403


def test_pages_behind_the_door_are_kept_by_no_cache(library: User, client_as: ClientAs) -> None:
    client = client_as(library)
    for response in (client.get("/desk/people/accounts/"), Client().get("/desk/people/accounts/")):
        assert "no-store" in response["Cache-Control"]
    assert "no-store" in client.get("/desk/people/accounts/999999/")["Cache-Control"]


def test_an_idle_session_ends_and_a_used_one_goes_on(library: User, client: Client) -> None:
    page = reverse("people:own")
    with time_machine.travel("2025-03-01 08:00Z", tick=False) as clock:
        _sign_in(client, "wang")
        for _hour in range(20):
            clock.shift(3600)
            assert client.get(page).status_code == 200
        clock.shift(13 * 3600)
        assert client.get(page).status_code == 302


def test_a_closed_account_falls_out_at_once(library: User, client_as: ClientAs) -> None:
    client = client_as(library)
    assert client.get(reverse("people:accounts")).status_code == 200
    User.objects.update(is_active=False)
    assert client.get(reverse("people:accounts")).status_code == 302


@pytest.fixture
def _watched(settings: LazySettings) -> None:
    settings.AXES_ENABLED = True


@pytest.mark.usefixtures("_watched")
class TestAfterTooManyWrongPasswords:
    """The door stays shut for a while, and says how long."""

    def _try(self, client: Client, username: str, times: int) -> HttpResponse:
        for _n in range(times - 1):
            assert _sign_in(client, username, "wrong").status_code == 200
        return _sign_in(client, username, "wrong")

    @pytest.mark.parametrize("username", ["li", "nobody"])
    def test_it_is_shut_for_real_and_invented_names_alike(
        self, operator: User, client: Client, username: str
    ) -> None:
        page = self._try(client, username, 8)
        assert page.status_code == 429
        text = page.content.decode()
        assert "15 分钟后再试" in text
        assert "图书馆的同事重置" in text
        assert page["Retry-After"] == "900"
        assert f">{username}<" not in text
        assert f'"{username}"' not in text

    def test_the_right_password_does_not_open_it_before_time(
        self, operator: User, client: Client
    ) -> None:
        with time_machine.travel("2025-03-01 08:00Z", tick=False) as clock:
            self._try(client, "li", 8)
            assert _sign_in(client, "li").status_code == 429
            clock.shift(14 * 60)
            assert _sign_in(client, "li").status_code == 429
            clock.shift(2 * 60)  # trying meanwhile has not made it longer
            assert _sign_in(client, "li").status_code == 302

    def test_others_at_the_same_desk_still_get_in(
        self, operator: User, library: User, client: Client
    ) -> None:
        self._try(client, "li", 8)
        assert _sign_in(client, "wang").status_code == 302

    def test_it_speaks_english(self, client_as: ClientAs) -> None:
        page = self._try(client_as(language="en"), "li", 8)
        assert "Please try again in 15 minutes." in page.content.decode()

    def test_a_reset_opens_it_at_once(
        self, operator: User, library: User, client_as: ClientAs
    ) -> None:
        stranger = client_as()
        self._try(stranger, "li", 8)
        page = client_as(library).post(reverse("people:account_reset", args=[operator.pk]))
        assert _sign_in(stranger, "li", page.context["password"]).status_code == 302
