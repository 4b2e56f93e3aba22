"""The library's page of tokens."""

import re

import pytest

from shufang.people.models import ApiToken, User
from shufang.people.queries.api_tokens import token_of
from shufang.places.models import Site
from tests.cast import ClientAs

pytestmark = pytest.mark.django_db
GOOD = {"name": "市民卡", "role": "operator", "scopes": ["measures:read"], "days": "30"}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_secret_is_shown_once(client_as: ClientAs, library: User, language: str) -> None:
    client = client_as(library, language=language)
    answer = client.post("/desk/tokens/", GOOD)
    found = re.search(r'<code class="text-break">([\w-]{40,})</code>', answer.content.decode())
    assert found
    assert token_of(found[1]) is not None
    assert "no-store" in answer["Cache-Control"]
    text = client.get("/desk/tokens/").content.decode()
    assert "市民卡" in text
    assert found[1] not in text


def test_what_a_role_may_not_do_is_said_at_the_field(
    client_as: ClientAs, library: User, tea_room: Site
) -> None:
    wrong = {**GOOD, "role": "auditor", "scopes": ["registrations:read"]}
    assert "field-error" in client_as(library).post("/desk/tokens/", wrong).content.decode()
    without_room = {**GOOD, "role": "site_staff"}
    assert "field-error" in client_as(library).post("/desk/tokens/", without_room).content.decode()
    assert not ApiToken.objects.exists()
    client_as(library).post("/desk/tokens/", {**without_room, "site": tea_room.pk})
    assert ApiToken.objects.get().site == tea_room


def test_revoking(client_as: ClientAs, library: User) -> None:
    client_as(library).post("/desk/tokens/", GOOD)
    token = ApiToken.objects.get()
    client_as(library).post(f"/desk/tokens/{token.pk}/revoke/")
    token.refresh_from_db()
    assert not token.works


def test_others_let_nobody_in(
    client_as: ClientAs, library: User, operator: User, auditor: User, site_staff: User
) -> None:
    client_as(library).post("/desk/tokens/", GOOD)
    token = ApiToken.objects.get()
    for user in (operator, auditor, site_staff):
        assert client_as(user).get("/desk/tokens/").status_code == 403
        assert client_as(user).post("/desk/tokens/", GOOD).status_code == 403
        assert client_as(user).post(f"/desk/tokens/{token.pk}/revoke/").status_code == 403
    token.refresh_from_db()
    assert token.works
    assert ApiToken.objects.count() == 1
