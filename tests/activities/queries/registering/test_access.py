"""What readers do not see they do not join either, whatever address they type."""

import pytest
from django.http import Http404

from shufang.activities.choices import State
from shufang.activities.models import Activity, Registration, Watch
from shufang.activities.queries.registering.access import (
    activity_to_join,
    activity_to_register_for,
    registration_by_link,
)
from shufang.places.models import Site
from tests.activities.rush import form
from tests.cast import browser
from tests.factories.at_the_door import party
from tests.factories.planned import plan_ahead, with_places

pytestmark = pytest.mark.django_db
PLANS = [(State.DRAFT, True), (State.SUBMITTED, True), (State.RETURNED, True)]
HIDDEN = [*PLANS, (State.SCHEDULED, False), (State.CANCELLED, False)]


@pytest.mark.parametrize(("state", "published"), HIDDEN)
def test_a_plan_is_found_by_nobody(tea_room: Site, state: State, published: bool) -> None:
    plan = plan_ahead(tea_room, title="还在策划", state=state, published=published)
    with_places(plan)
    client = browser()
    for door in (activity_to_join, activity_to_register_for):
        with pytest.raises(Http404):
            door(plan.pk)
    sent = {**form(1, plan.day.year - 6), "phone": "13800000001"}
    answers = (
        client.get(f"/activities/{plan.pk}/"),
        client.get(f"/a/{plan.pk}/"),
        client.post(f"/activities/{plan.pk}/register/", sent),
        client.post(f"/activities/{plan.pk}/watch/", sent),
    )
    for answer in answers:
        assert answer.status_code == 404
        assert "还在策划" not in answer.content.decode()
    assert not Registration.objects.exists()
    assert not Watch.objects.exists()


@pytest.mark.parametrize("state", [State.SCHEDULED, State.CANCELLED, State.HELD])
def test_what_is_published_is(tea_room: Site, state: State) -> None:
    shown = plan_ahead(tea_room, state=state)
    assert activity_to_join(shown.pk) == activity_to_register_for(shown.pk) == shown
    assert browser().get(f"/a/{shown.pk}/").status_code == 302


def test_a_link_opens_its_own_registration_only(tea_room: Site) -> None:
    activity: Activity = plan_ahead(tea_room)
    with_places(activity)
    one, other = party(activity, "周家"), party(activity, "吴家")
    assert registration_by_link(one.link_token) == one
    secret = one.link_token.partition(".")[2]
    for token in (f"{other.pk}.{secret}", f"{one.pk}.", str(one.pk), secret, f"１.{secret}", ""):
        with pytest.raises(Http404):
            registration_by_link(token)
