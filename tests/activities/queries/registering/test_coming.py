"""The foot of an activity's page: what else there is to go to in this room."""

import pytest
import time_machine
from django.utils import timezone

from shufang.activities.queries.registering.coming import coming_here
from shufang.places.models import Site
from tests.factories.planned import plan_ahead

pytestmark = pytest.mark.django_db


@time_machine.travel("2026-11-21 15:00+08:00", tick=False)
def test_what_ended_today_and_what_is_elsewhere_are_left_out(tea_room: Site, taiping: Site) -> None:
    now = timezone.localtime()
    shown = plan_ahead(tea_room, title="这一场")
    plan_ahead(tea_room, starts=now.replace(hour=10), title="上午办过")
    plan_ahead(tea_room, starts=now.replace(hour=19), title="今晚")
    plan_ahead(taiping, title="别处的")
    assert [other.title for other in coming_here(shown, now.date())] == ["今晚"]
