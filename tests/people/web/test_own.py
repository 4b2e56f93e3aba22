"""One's own account, and the password that has to be changed first."""

import pytest
from django.test import Client
from django.urls import reverse

from shufang.people.actions.reset_password import reset_password
from shufang.people.models import User
from shufang.shared.models import LogEntry
from tests.cast import PASSWORD, ClientAs

NEW = "bamboo-rain-77"


@pytest.fixture
def newcomer(library: User, operator: User) -> tuple[Client, str]:
    """李运营 at the door with a one-time password."""
    password = reset_password(actor=library, account=operator)
    client = Client()
    client.post("/sign-in/", {"username": "li", "password": password})
    return client, password


@pytest.mark.parametrize("name", ["people:own", "people:organisation_chart", "people:log"])
def test_nothing_opens_before_the_one_time_password_is_changed(
    newcomer: tuple[Client, str], name: str
) -> None:
    client, _password = newcomer
    response = client.get(reverse(name))
    assert response.status_code == 302
    assert response["Location"] == reverse("people:password")
    fragment = client.get(reverse(name), headers={"HX-Request": "true"})
    assert fragment["HX-Redirect"] == reverse("people:password")


def test_nothing_can_be_changed_before_either(newcomer: tuple[Client, str]) -> None:
    client, _password = newcomer
    post = {"level": "decide", "post": "主任", "duties": "x"}
    client.post(reverse("people:duty_add"), post)
    assert not LogEntry.objects.filter(deed="people.add_duty").exists()


def test_the_way_out_stays_open(newcomer: tuple[Client, str]) -> None:
    client, _password = newcomer
    client.post("/language/", {"language": "en", "next": reverse("people:password")})
    page = client.get(reverse("people:password"))
    assert "First choose a password of your own" in page.content.decode()
    client.post("/sign-out/")
    assert "_auth_user_id" not in client.session


def test_a_password_of_ones_own_opens_everything(newcomer: tuple[Client, str]) -> None:
    client, password = newcomer
    client.post(reverse("people:password"), {"old": password, "new": NEW, "again": NEW})
    assert client.get(reverse("people:own")).status_code == 200
    assert User.objects.get(username="li").check_password(NEW)


@pytest.mark.parametrize(
    ("language", "rules", "refusal"),
    [
        ("zh-hans", "至少 10 个字符", "密码太短：至少 10 个字符。"),
        ("en", "At least 10 characters", "The password is too short"),
    ],
)
def test_the_rules_stand_beside_the_field_and_in_the_refusal(
    operator: User, client_as: ClientAs, language: str, rules: str, refusal: str
) -> None:
    client = client_as(operator, language=language)
    url = reverse("people:password")
    assert rules.replace(" ", "") in client.get(url).content.decode().replace(" ", "")
    page = client.post(url, {"old": PASSWORD, "new": "short", "again": "short"})
    assert refusal in page.content.decode()
    assert User.objects.get(pk=operator.pk).check_password(PASSWORD)


def test_two_different_new_passwords_are_refused(operator: User, client_as: ClientAs) -> None:
    page = client_as(operator).post(
        reverse("people:password"), {"old": PASSWORD, "new": NEW, "again": NEW + "x"}
    )
    assert "两遍写的不一样" in page.content.decode()


def test_changing_it_ends_sessions_elsewhere_but_not_here(
    operator: User, client_as: ClientAs
) -> None:
    here, elsewhere = client_as(operator), client_as(operator)
    here.post(reverse("people:password"), {"old": PASSWORD, "new": NEW, "again": NEW})
    assert here.get(reverse("people:own")).status_code == 200
    assert elsewhere.get(reverse("people:own")).status_code == 302


def test_passwords_never_come_back_in_a_page(operator: User, client_as: ClientAs) -> None:
    page = client_as(operator).post(
        reverse("people:password"), {"old": PASSWORD, "new": NEW, "again": "other"}
    )
    assert NEW not in page.content.decode()
    assert PASSWORD not in page.content.decode()


def test_ones_own_name_can_be_changed_without_a_role(outsider: User, client_as: ClientAs) -> None:
    client = client_as(outsider)
    page = client.get(reverse("people:own")).content.decode()
    assert "还没有角色" in page
    client.post(reverse("people:own"), {"name": "外人甲"})
    assert User.objects.get(pk=outsider.pk).name == "外人甲"


def test_ones_rooms_are_named(site_staff: User, client_as: ClientAs) -> None:
    page = client_as(site_staff).get(reverse("people:own")).content.decode()
    assert "书房工作人员 · 茶园小学智慧书房" in page


def test_an_empty_name_stays_what_it_was(client_as: ClientAs, operator: User) -> None:
    response = client_as(operator).post(reverse("people:own"), {"name": " "})
    assert response.status_code == 200
    operator.refresh_from_db()
    assert operator.name == "李运营"
