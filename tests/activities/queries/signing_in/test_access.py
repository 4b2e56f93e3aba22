"""What stands at the door is fetched for its own activity only, by whoever asks for it."""

from datetime import timedelta

import pytest
from django.http import Http404
from django.test import Client
from django.utils import timezone

from shufang.activities.choices import Stage
from shufang.activities.models import Activity, CheckIn, Registration
from shufang.activities.queries.signing_in.access import registration_at
from shufang.activities.queries.signing_in.codes import code_at
from shufang.people.models import User
from shufang.places.models import Site
from tests.cast import browser
from tests.factories.at_the_door import party
from tests.factories.planned import plan_ahead, with_places
from tests.pages import hidden

pytestmark = pytest.mark.django_db
SOON = timedelta(minutes=5)
FOREIGN = "金丝雀家"


@pytest.fixture
def activity(tea_room: Site) -> Activity:
    found = plan_ahead(tea_room, starts=timezone.now() + SOON)
    with_places(found)
    return found


@pytest.fixture
def elsewhere(taiping: Site) -> Registration:
    """A party of another room's activity at the same hour."""
    other = plan_ahead(taiping, title="别处", starts=timezone.now() + SOON)
    with_places(other)
    return party(other, FOREIGN, phone="13712345678")


def test_a_party_is_found_at_its_own_activity_only(
    activity: Activity, elsewhere: Registration
) -> None:
    own = party(activity, "周家")
    assert registration_at(activity, str(own.pk)) == own
    assert registration_at(elsewhere.activity, elsewhere.pk) == elsewhere
    for asked in (elsewhere.pk, own.pk + 1000, "", "-1", "１", "x", "9" * 19):
        with pytest.raises(Http404):
            registration_at(activity, asked)


@pytest.mark.parametrize("adults", ["1", "", "-3"], ids=["heads", "none", "impossible"])
class TestNobodyReadsItsLine:
    """A line of the list comes back with the family's name, whether or not it could sign in."""

    def test_at_the_desk(
        self, activity: Activity, elsewhere: Registration, site_staff: User, adults: str
    ) -> None:
        _tap(browser(site_staff), f"/desk/door/{activity.pk}/", elsewhere, adults)

    def test_on_a_volunteers_phone(
        self, activity: Activity, elsewhere: Registration, operator: User, adults: str
    ) -> None:
        until = timezone.localtime() + timedelta(minutes=30)
        page = browser(operator).post(
            f"/desk/door/{activity.pk}/passes/", {"name": "小赵", "until": f"{until:%H:%M}"}
        )
        link: str = page.context["link"]
        link, phone = link[link.index("/door/") :], Client()
        phone.post(link)
        _tap(phone, link, elsewhere, adults)

    def test_on_a_phone_in_the_room_that_knows_the_four_digits(
        self, activity: Activity, elsewhere: Registration, adults: str
    ) -> None:
        phone, address = browser(), f"/door/{code_at(activity, timezone.now())}/"
        said = {
            "ticket": hidden(phone.get(address), "ticket"),
            "step": "come",
            "party": elsewhere.pk,
            "digits": "5678",
            "adults": adults,
            "children": "1",
        }
        answer = phone.post(address, said)
        assert answer.status_code == 404
        assert FOREIGN not in answer.content.decode()
        _nobody_came(elsewhere)


def _tap(client: Client, page: str, registration: Registration, adults: str) -> None:
    said = {"registration": registration.pk, "key": "x", "adults": adults, "children": "1"}
    answer = client.post(f"{page}sign-in/", said, headers={"HX-Request": "true"})
    assert answer.status_code == 404
    assert FOREIGN not in answer.content.decode()
    _nobody_came(registration)


def _nobody_came(registration: Registration) -> None:
    assert not CheckIn.objects.exists()
    registration.refresh_from_db()
    assert registration.stage == Stage.CONFIRMED
