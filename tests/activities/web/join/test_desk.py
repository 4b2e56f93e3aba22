"""Staff on a registration's own page: they give a place or take it back, and owe a reason."""

from datetime import timedelta

import pytest
from django.utils import timezone

from shufang.activities.choices import Places, Stage
from shufang.activities.models import Activity, Registration, Rules
from shufang.people.models import User
from shufang.places.models import Site
from shufang.shared.models import LogEntry
from tests.cast import browser
from tests.factories.at_the_door import party
from tests.factories.planned import plan_ahead, with_places

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity(tea_room: Site) -> Activity:
    found = plan_ahead(tea_room, starts=timezone.now() + timedelta(days=3))
    with_places(found, 2)
    return found


@pytest.fixture
def waiting(activity: Activity) -> Registration:
    return party(activity, "候补家", phone="13800000001", stage=Stage.WAITING)


def give(user: User, made: Registration, reason: str) -> tuple[str, str]:
    """Where it leads, and what is said there."""
    client = browser(user)
    answer = client.post(f"/desk/registrations/one/{made.pk}/give/", {"reason": reason})
    if answer.status_code != 302:
        return str(answer.status_code), ""
    return answer["Location"], client.get(answer["Location"]).content.decode()


def test_a_place_is_given_with_a_reason(waiting: Registration, site_staff: User) -> None:
    own = f"/desk/registrations/one/{waiting.pk}/"
    place, said = give(site_staff, waiting, " ")
    assert (place, "原因" in said) == (own, True)
    assert Registration.objects.get().stage == Stage.WAITING
    place, said = give(site_staff, waiting, "讲述人家属")
    assert (place, "名额给了这一家" in said) == (
        f"/desk/registrations/{waiting.activity_id}/",
        True,
    )
    assert Registration.objects.get().stage == Stage.CONFIRMED
    assert LogEntry.objects.get(deed="activities.give_place").reason == "讲述人家属"


def test_none_is_given_where_none_is_free(waiting: Registration, operator: User) -> None:
    Rules.objects.update(taken=2)
    place, said = give(operator, waiting, "讲述人家属")
    assert (place, "满了" in said) == (f"/desk/registrations/one/{waiting.pk}/", True)
    assert Registration.objects.get().stage == Stage.WAITING


@pytest.mark.parametrize("who", ["library", "assessor", "auditor", "outsider", "other_site_staff"])
def test_others_give_nothing(
    waiting: Registration, who: str, request: pytest.FixtureRequest
) -> None:
    place, _said = give(request.getfixturevalue(who), waiting, "我说了算")
    assert place in ("403", "404")
    assert Registration.objects.get().stage == Stage.WAITING


def test_who_has_come_is_not_cancelled(activity: Activity, operator: User) -> None:
    made = party(activity, "来了家", stage=Stage.ATTENDED)
    client = browser(operator)
    client.post(f"/desk/registrations/one/{made.pk}/cancel/", {"reason": "不来了"})
    page = client.get(f"/desk/registrations/one/{made.pk}/").content.decode()
    assert "已经签到，不能取消" in page
    assert Registration.objects.get().stage == Stage.ATTENDED


def test_a_registration_shows_its_own_party_alone(activity: Activity, operator: User) -> None:
    made = party(activity, "周家", phone="13800000001")
    party(activity, "吴家", phone="13800000002")
    page = browser(operator).get(f"/desk/registrations/one/{made.pk}/").content.decode()
    assert "周家" in page
    assert "吴家" not in page


@pytest.mark.parametrize("rules", ["open", "none"])
def test_where_nobody_registers_nobody_is_registered(
    activity: Activity, operator: User, rules: str
) -> None:
    if rules == "none":
        Rules.objects.all().delete()
    else:
        Rules.objects.update(way=Places.OPEN)
    answer = browser(operator).get(f"/desk/registrations/{activity.pk}/add/")
    assert (answer.status_code, answer["Location"]) == (302, f"/desk/activities/{activity.pk}/")
