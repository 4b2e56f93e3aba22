"""What readers see of what is planned."""

import pytest

from shufang.activities.choices import State
from shufang.activities.models import Activity, Plan
from shufang.activities.queries.public import is_shown, shown_to_readers
from shufang.places.models import Site
from tests.cast import ClientAs
from tests.factories.planned import plan_ahead


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.RETURNED])
def test_a_plan_is_nobodys_business(tea_room: Site, client_as: ClientAs, state: State) -> None:
    plan = plan_ahead(tea_room, state=state)
    assert not Activity.objects.filter(shown_to_readers()).exists()
    assert client_as().get(f"/activities/{plan.pk}/").status_code == 404
    assert plan.title not in client_as().get("/activities/").content.decode()


def test_what_is_scheduled_shows_once_it_is_published(tea_room: Site, client_as: ClientAs) -> None:
    hidden = plan_ahead(tea_room, title="还没发布的故事会", published=False)
    shown = plan_ahead(tea_room, title="已经发布的故事会")
    assert list(Activity.objects.filter(shown_to_readers())) == [shown]
    page = client_as().get("/activities/").content.decode()
    assert shown.title in page
    assert hidden.title not in page


def test_what_was_published_and_called_off_still_says_so(tea_room: Site) -> None:
    called_off = plan_ahead(tea_room, state=State.CANCELLED)
    plan_ahead(tea_room, state=State.CANCELLED, published=False)
    assert list(Activity.objects.filter(shown_to_readers())) == [called_off]


@pytest.mark.parametrize("planned", [True, False])
@pytest.mark.parametrize("published", [True, False])
@pytest.mark.parametrize("state", State)
def test_one_at_hand_is_judged_as_all_are(
    tea_room: Site, state: State, published: bool, planned: bool
) -> None:
    activity = plan_ahead(tea_room, state=state, published=published)
    if not planned:
        Plan.objects.filter(activity=activity).delete()
    fresh = Activity.objects.get(pk=activity.pk)
    assert is_shown(fresh) == Activity.objects.filter(shown_to_readers()).exists()
