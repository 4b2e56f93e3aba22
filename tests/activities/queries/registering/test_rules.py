"""What a page promises about places is what happens."""

import pytest

from shufang.activities.models import Activity
from shufang.activities.queries.registering.rules import published_rules
from shufang.places.models import Site
from tests.factories.planned import by_draw, plan_ahead, with_places

pytestmark = pytest.mark.django_db
NO_LIST = "不设候补"


def when_full(activity: Activity) -> str:
    return next(
        " ".join(said.lines) for said in published_rules(activity) if said.code == "waiting"
    )


@pytest.mark.parametrize("waiting_places", [0, 10])
def test_whoever_is_not_drawn_is_told_that_they_wait(tea_room: Site, waiting_places: int) -> None:
    activity = plan_ahead(tea_room)
    by_draw(activity, waiting_places=waiting_places)
    assert "没抽中的都候补" in when_full(activity)
    assert NO_LIST not in when_full(activity)


def test_without_a_list_nobody_is_promised_one(tea_room: Site) -> None:
    activity = plan_ahead(tea_room)
    with_places(activity, waiting_places=0)
    assert NO_LIST in when_full(activity)
