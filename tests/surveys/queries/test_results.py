"""What readers thought, activity by activity: only where enough of them answered."""

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.utils import timezone

from shufang.places.models import Site
from shufang.shared.period import Period
from shufang.surveys.models import Answer
from shufang.surveys.queries.results import results, satisfied_by_activity
from tests.factories.came import answered
from tests.factories.planned import plan_ahead

pytestmark = pytest.mark.django_db


def test_a_rate_for_those_with_three_answers_that_stand(tea_room: Site) -> None:
    now = timezone.now()
    told, few, elsewhen = (
        plan_ahead(tea_room, title=title, starts=now + timedelta(days=days))
        for title, days in (("够了", 0), ("太少", 0), ("下个月", 40))
    )
    answered(told, 5, 4, 1)
    answered(few, 5, 5, 5)
    answered(elsewhen, 5, 5, 5)
    Answer.objects.filter(pk=Answer.objects.filter(activity=few)[0].pk).update(
        withdrawn_at=timezone.now()
    )
    today = Period(told.day, told.day)
    assert satisfied_by_activity(today) == {told.pk: pytest.approx(200 / 3)}
    assert not results(few).is_told
    assert results(told).satisfied == pytest.approx(200 / 3)


def test_whether_fair_is_satisfied_is_the_networks_to_say(
    tea_room: Site, settings: LazySettings
) -> None:
    activity = plan_ahead(tea_room)
    answered(activity, 5, 3, 1)
    period = Period(activity.day, activity.day)
    settings.SATISFIED_WITH_FAIR = False
    assert satisfied_by_activity(period) == {activity.pk: pytest.approx(100 / 3)}
    settings.SATISFIED_WITH_FAIR = True
    assert satisfied_by_activity(period) == {activity.pk: pytest.approx(200 / 3)}


def test_a_mean_of_a_leader_and_who_would_come_again_need_three_as_well(tea_room: Site) -> None:
    activity = plan_ahead(tea_room)
    answered(activity, 5, 5, leader=4, again=True)
    answered(activity, 5)
    assert (results(activity).leader, results(activity).again) == (None, None)
    answered(activity, 5, leader=1, again=False)
    found = results(activity)
    assert found.leader == pytest.approx(3)
    assert found.again == pytest.approx(200 / 3)
