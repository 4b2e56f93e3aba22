"""Language and size of text: kept in cookies, and one stays where one is."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_language_is_kept_and_one_returns_to_the_same_page(client: Client) -> None:
    response = client.post("/language/", {"language": "en", "next": "/desk/style/?page=2"})
    assert response.status_code == 302
    assert response["Location"] == "/desk/style/?page=2"
    assert response.cookies["language"].value == "en"


def test_an_unknown_language_changes_nothing(client: Client) -> None:
    assert "language" not in client.post("/language/", {"language": "xx"}).cookies


@pytest.mark.parametrize(
    "target", ["https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)", ""]
)
def test_nobody_is_sent_to_another_site(client: Client, target: str) -> None:
    for address in ("/language/", "/large-text/"):
        assert client.post(address, {"language": "en", "next": target})["Location"] == "/"


def test_large_text_is_switched_on_and_off(client: Client) -> None:
    assert client.post("/large-text/", {"on": "1"}).cookies["large_text"].value == "1"
    assert client.post("/large-text/", {"on": "0"}).cookies["large_text"].value == ""


def test_switches_change_something_and_so_are_never_links() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.get("/language/").status_code == 405
    assert strict.post("/language/", {"language": "en"}).status_code == 403
