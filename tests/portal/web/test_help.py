"""Help is there for everybody, in both languages, with its pictures."""

import re

import pytest
from django.conf import LazySettings
from django.contrib.staticfiles import finders

from shufang.people.models import User
from shufang.portal.queries.help import TOPICS
from tests.cast import ClientAs
from tests.house.words import CHINESE

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("topic", TOPICS)
def test_a_stranger_reads_every_page_and_sees_its_pictures(client_as: ClientAs, topic: str) -> None:
    page = client_as().get(f"/help/{topic}/").content.decode()
    pictures = re.findall(r'<img src="/static/(help/[^"]+)"', page)
    assert pictures
    assert [name for name in pictures if finders.find(name) is None] == []
    assert "**" not in page
    assert "../" not in page


@pytest.mark.parametrize("topic", TOPICS)
def test_english_pages_are_english_and_show_english_pictures(
    client_as: ClientAs, topic: str
) -> None:
    page = client_as(language="en").get(f"/help/{topic}/").content.decode()
    article = re.sub("<[^>]+>", "", page.split("<article", 1)[1].split("</article>")[0])
    assert not CHINESE.search(article)
    assert all(src.endswith(".en.png") for src in re.findall(r'<img src="([^"]+)"', page))


def test_the_index_leads_to_every_topic(client_as: ClientAs) -> None:
    page = client_as().get("/help/").content.decode()
    assert [t for t in TOPICS if f"/help/{t}/" not in page] == []


def test_people_at_work_keep_their_menu_and_find_help_in_it(
    client_as: ClientAs, operator: User, outsider: User
) -> None:
    at_work = client_as(operator).get("/help/importing/").content.decode()
    assert "/desk/import/" in at_work
    assert 'href="/help/"' in client_as(operator).get("/desk/activities/").content.decode()
    assert "/desk/import/" not in client_as(outsider).get("/help/importing/").content.decode()


@pytest.mark.parametrize("topic", ["nothing", "readers", "README", "look"])
def test_any_other_name_is_not_found(client_as: ClientAs, topic: str) -> None:
    assert client_as().get(f"/help/{topic}/").status_code == 404


def test_an_installation_without_its_documents_says_so(
    client_as: ClientAs, settings: LazySettings
) -> None:
    settings.HELP = "/nonexistent"
    assert client_as().get("/help/importing/").status_code == 404
