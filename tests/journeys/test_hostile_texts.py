"""Hostile texts in every row: a real browser runs none of them, and its content policy is at rest.

Whatever the browser complains about, a blocked script for instance, fails the test (`open_as`).
"""

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from shufang.people.models import User
from shufang.places.models import Site
from tests.cast import browser
from tests.house.hostile import poison
from tests.house.objects import Things, sample
from tests.house.payloads import MARK
from tests.house.routes import routes
from tests.journeys.conftest import OpenAs

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
WATCH = f"window.ran = 0; window.{MARK} = () => {{ window.ran += 1 }}"
LEADS_TO_CODE = (
    "[...document.querySelectorAll('[href],[src],[action],[formaction]')].filter(element =>"
    " ['href','src','action','formaction'].some(name =>"
    " /^\\s*(javascript|vbscript|data:text)/i.test(element.getAttribute(name) || ''))).length"
)


@pytest.fixture
def pages(tea_room: Site, superuser: User) -> list[str]:
    """The address of every page there is, with hostile rows behind all of them."""
    things = Things(tea_room)
    urls = [
        reverse(route.name, kwargs=sample(route, things))
        for route in routes()
        if "file_format" not in route.kwargs and not route.path.endswith(".xlsx")
    ]
    poison()
    client = browser(superuser)
    return [url for url in urls if _is_page(client, url)]


def _is_page(client: object, url: str) -> bool:
    response = client.get(url)  # type: ignore[attr-defined]
    return response.status_code == 200 and "html" in response["Content-Type"]


def test_no_page_runs_them(pages: list[str], superuser: User, open_as: OpenAs) -> None:
    page: Page = open_as(superuser, "/")
    page.add_init_script(WATCH)
    host = page.url.rstrip("/")
    for url in pages:
        page.goto(host + url)
        assert page.evaluate("window.ran") == 0, url
        assert page.evaluate(LEADS_TO_CODE) == 0, url
    assert len(pages) > 40
