"""From when and until when families apply, and which draws are due."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from shufang.activities.actions.drawing.commit_seed import commit_seed
from shufang.activities.choices import State
from shufang.activities.models import Activity, Draw, Rules
from shufang.activities.queries.drawing.window import (
    PUBLISHING,
    closes,
    due,
    has_opened,
    is_closed,
    is_late,
    opens,
    without_seed,
)
from shufang.places.models import Site
from tests.factories.planned import by_draw, plan_ahead, with_places

pytestmark = pytest.mark.django_db
STARTS = datetime(2026, 10, 17, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
OPENS, CLOSES = STARTS - timedelta(days=7), STARTS - timedelta(days=1)
SECOND = timedelta(seconds=1)


@pytest.fixture
def activity(tea_room: Site) -> Activity:
    found = plan_ahead(tea_room, starts=STARTS)
    by_draw(found, opens=OPENS)
    return found


def again(activity: Activity) -> Activity:
    return Activity.objects.select_related("rules").get(pk=activity.pk)


def test_opens_and_closes_to_the_second(activity: Activity) -> None:
    seen = []
    for moment in (OPENS - SECOND, OPENS, CLOSES - SECOND, CLOSES):
        with time_machine.travel(moment, tick=False):
            seen.append((has_opened(activity), is_closed(activity)))
    assert seen == [(False, False), (True, False), (True, False), (True, True)]


def test_without_times_of_its_own_from_publishing_to_the_start(activity: Activity) -> None:
    Rules.objects.update(opens_at=None, closes_at=None)
    plain = again(activity)
    assert (opens(plain), closes(plain)) == (plain.published_at, STARTS)
    plain.published_at = plain.starts_at = None
    assert not has_opened(plain)
    assert not is_closed(plain)


def test_a_seed_of_after_the_opening_is_late(activity: Activity) -> None:
    with time_machine.travel(OPENS, tick=False):
        draw = commit_seed(activity)
    assert draw is not None
    assert not is_late(draw)
    draw.committed_at = OPENS + SECOND
    assert is_late(draw)


def test_where_applications_open_with_the_publishing_it_has_a_moment(activity: Activity) -> None:
    Rules.objects.update(opens_at=None)
    Activity.objects.update(published_at=OPENS)
    with time_machine.travel(OPENS + PUBLISHING, tick=False):
        draw = commit_seed(again(activity))
    assert draw is not None
    assert not is_late(Draw.objects.select_related("activity__rules").get(pk=draw.pk))
    Draw.objects.update(committed_at=OPENS + PUBLISHING + SECOND)
    assert is_late(Draw.objects.select_related("activity__rules").get(pk=draw.pk))


def test_due_is_what_has_closed_and_was_not_drawn(activity: Activity, tea_room: Site) -> None:
    first_come = plan_ahead(tea_room, title="先到先得", starts=STARTS)
    with_places(first_come, closes_at=CLOSES)
    with time_machine.travel(CLOSES - SECOND, tick=False):
        commit_seed(activity)
        assert due() == []
    with time_machine.travel(CLOSES, tick=False):
        assert due() == [activity]
        Activity.objects.update(state=State.CANCELLED)
        assert due() == []
        Activity.objects.update(state=State.SCHEDULED)
        Draw.objects.update(drawn_at=CLOSES)
        assert due() == []


def test_a_seed_is_lacked_by_draws_that_readers_see(activity: Activity, tea_room: Site) -> None:
    with_places(plan_ahead(tea_room, title="先到先得"))
    by_draw(plan_ahead(tea_room, title="还没发布", published=False))
    by_draw(plan_ahead(tea_room, title="取消了", state=State.CANCELLED))
    assert without_seed() == [activity]
    commit_seed(activity)
    assert without_seed() == []
