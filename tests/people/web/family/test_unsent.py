"""A family types while its sign-in ends: the form waits, for this family and nobody else."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from shufang.people.models import Household
from shufang.people.queries.family.codes import shown_code
from shufang.people.web import family_session
from tests.cast import family_browser

pytestmark = pytest.mark.django_db
CARDS, CHILDREN, FAMILY = "/family/cards/", "/family/children/add/", "/family/household/"


def mark_on(client: Client, path: str) -> str:
    """What the page that was opened in time carries in its form."""
    return str(client.get(path).context["family_mark"])


def sign_out_from_elsewhere(client: Client) -> None:
    session = client.session
    session.pop(family_session.KEY, None)
    session.save()


def sign_in(client: Client, phone: str) -> None:
    client.post("/family/sign-in/", {"phone": phone})
    client.post("/family/sign-in/code/", {"code": shown_code(phone)})
    assert family_session.KEY in client.session


def phone_of(household: Household) -> str:
    return household.guardians.order_by("pk")[0].phone


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        (CHILDREN, {"nickname": "小满", "born": "2019-06"}),
        (CARDS, {"number": "SL20250001"}),
        (FAMILY, {"name": "米妈妈", "relation": "parent", "household_name": "张小米家"}),
    ],
)
def test_what_was_typed_stands_in_the_form_again(
    zhang_family: Household, path: str, typed: dict[str, str]
) -> None:
    client = family_browser(zhang_family)
    mark = mark_on(client, path)
    sign_out_from_elsewhere(client)
    answer = client.post(f"{path}?next=/family/", {**typed, "family": mark})
    assert answer["Location"].startswith("/family/sign-in/?next=%2Ffamily%2F")
    sign_in(client, phone_of(zhang_family))
    page = client.get(path).content.decode()
    for value in typed.values():
        assert f'value="{value}"' in page
    client.post(path, {**typed, "family": mark})
    client.get(path)  # says that it is done
    empty = client.get(CARDS if path == CARDS else CHILDREN).content.decode()
    assert not any(f'value="{value}"' in empty for value in typed.values())  # it waits no longer


def test_another_family_on_the_same_phone_sees_nothing_of_it(
    zhang_family: Household, chen_family: Household
) -> None:
    client = family_browser(zhang_family)
    mark = mark_on(client, CARDS)
    sign_out_from_elsewhere(client)
    client.post(CARDS, {"number": "SL20250001", "family": mark})
    sign_in(client, phone_of(chen_family))
    assert "SL20250001" not in client.get(CARDS).content.decode()


@pytest.mark.parametrize("mark", ["", "é", "0" * 64])
def test_a_mark_of_nobody_shows_nothing_and_breaks_nothing(
    zhang_family: Household, mark: str
) -> None:
    client = Client()
    client.post(CARDS, {"number": "SL20250001", "family": mark})
    sign_in(client, phone_of(zhang_family))
    page = client.get(CARDS)
    assert page.status_code == 200
    assert "SL20250001" not in page.content.decode()


def test_it_waits_twenty_minutes_and_on_its_own_page_only(zhang_family: Household) -> None:
    client = family_browser(zhang_family)
    mark = mark_on(client, CARDS)
    sign_out_from_elsewhere(client)
    client.post(CARDS, {"number": "SL20250001", "family": mark})
    sign_in(client, phone_of(zhang_family))
    assert "SL20250001" not in client.get(CHILDREN).content.decode()
    with time_machine.travel(timezone.now() + timedelta(minutes=21)):
        assert "SL20250001" not in client.get(CARDS).content.decode()


def test_the_session_holds_it_sealed(zhang_family: Household) -> None:
    client = family_browser(zhang_family)
    mark = mark_on(client, CARDS)
    sign_out_from_elsewhere(client)
    client.post(CARDS, {"number": "SL20250001", "family": mark})
    assert "SL20250001" not in str(dict(client.session))
