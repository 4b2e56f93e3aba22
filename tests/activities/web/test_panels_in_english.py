"""What stands behind a number on an activity's page: 1 family, 2 families."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from shufang.activities.actions.signing_in.sign_in import sign_in
from shufang.activities.choices import Stage
from shufang.people.models import User
from shufang.places.models import Site
from tests.cast import ClientAs
from tests.factories.at_the_door import party
from tests.factories.planned import plan_ahead, with_places

pytestmark = pytest.mark.django_db


def test_one_family_is_one_and_two_are_two(
    tea_room: Site, operator: User, client_as: ClientAs
) -> None:
    activity = plan_ahead(tea_room, starts=timezone.now() + timedelta(minutes=5))
    with_places(activity)
    came = party(activity, "周家", adults=1, children=0)
    party(activity, "吴家")
    party(activity, "郑家")
    party(activity, "王家", stage=Stage.WAITING)
    sign_in(activity=activity, method="kiosk", key="k", registration=came, adults=1, children=0)
    client = client_as(operator)
    client.cookies["language"] = "en"
    page = re.sub(r"<[^>]+>", " ", client.get(f"/desk/activities/{activity.pk}/").content.decode())
    words = " ".join(page.split())
    assert "1 family here 1 person here 2 families missing" in words
    assert "Waiting 1 family" in words
