"""A page for strangers is made once for many, and nobody gets another one's."""

import re
from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.test import Client

from shufang.activities.models import Activity, Rules
from shufang.people.models import Household, User
from shufang.places.models import Site
from shufang.shared import kept_pages
from tests.cast import ClientAs, family_browser
from tests.factories.planned import plan_ahead, with_places

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity(tea_room: Site, settings: LazySettings) -> Iterator[Activity]:
    settings.KEEP_PUBLIC_PAGES = 60
    kept_pages._kept.clear()
    found = plan_ahead(tea_room)
    with_places(found)
    yield found
    kept_pages._kept.clear()


def page(activity: Activity, client: Client | None = None) -> str:
    return (client or Client()).get(f"/activities/{activity.pk}/").content.decode()


def rename(activity: Activity) -> None:
    Activity.objects.filter(pk=activity.pk).update(title="改了名的皮影戏")


def test_a_stranger_reads_the_page_as_it_was_a_moment_ago(
    activity: Activity, settings: LazySettings
) -> None:
    page(activity)
    rename(activity)
    assert "改了名的皮影戏" not in page(activity)
    kept_pages._kept.clear()
    assert "改了名的皮影戏" in page(activity)
    settings.KEEP_PUBLIC_PAGES = 0
    Activity.objects.filter(pk=activity.pk).update(title="又改了一次")
    assert "又改了一次" in page(activity)


def test_every_stranger_gets_a_form_of_their_own_that_works(activity: Activity) -> None:
    Rules.objects.filter(pk=activity.pk).update(adults_least=1)
    page(activity)
    keys: list[str] = []
    for number in (1, 2):
        client = Client(enforce_csrf_checks=True)
        text = page(activity, client)
        token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', text)[-1]
        keys += set(re.findall(r'name="key" value="([^"]+)"', text))
        answer = client.post(
            f"/activities/{activity.pk}/register/",
            {"csrfmiddlewaretoken": token, "key": keys[-1], "phone": f"1390000112{number}",
             "name": "某家", "adults": "1"},
        )  # fmt: skip
        assert answer.status_code in (302, 422), answer.status_code  # never 403
    assert len(set(keys)) == 2


def test_whoever_is_known_gets_a_page_of_their_own(
    activity: Activity, zhang_family: Household, operator: User, client_as: ClientAs
) -> None:
    page(activity)
    rename(activity)
    for client in (family_browser(zhang_family), client_as(operator)):
        assert "改了名的皮影戏" in page(activity, client)
    assert "小米" not in page(activity)


def test_languages_and_sizes_are_not_mixed(activity: Activity, client_as: ClientAs) -> None:
    page(activity)
    assert 'lang="en"' in page(activity, client_as(language="en"))
    large = Client()
    large.cookies["large_text"] = "1"
    assert page(activity, large) != page(activity)


def test_what_is_not_there_is_not_kept(activity: Activity) -> None:
    Activity.objects.filter(pk=activity.pk).update(published_at=None)
    assert Client().get(f"/activities/{activity.pk}/").status_code == 404
    assert not kept_pages._kept
