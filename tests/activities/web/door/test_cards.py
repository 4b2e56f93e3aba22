"""A family's reader card at the door: scanned, it finds the family and nobody else."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from shufang.activities.choices import Grade
from shufang.activities.models import Activity, CheckIn
from shufang.people.models import FamilyAccess, Household, User
from shufang.places.models import Site
from tests.cast import browser, make_card, make_family
from tests.factories.at_the_door import party
from tests.factories.planned import plan_ahead, with_places

pytestmark = pytest.mark.django_db
NUMBER = "20250004821"  # no phone's, though it ends as 张家's does


@pytest.fixture
def activity(tea_room: Site) -> Iterator[Activity]:
    now = timezone.localtime().replace(hour=10, minute=0)
    with time_machine.travel(now, tick=True):
        found = plan_ahead(tea_room, starts=now + timedelta(minutes=5))
        with_places(found)
        yield found


@pytest.fixture
def lin_family(activity: Activity, zhang_family: Household) -> Household:
    """On the list with a card; 张家's phone ends in 4821, as the card does."""
    found = make_family("林家", "13611110001")
    make_card(found, NUMBER)
    party(activity, "林家", household=found, phone="13611110001")
    party(activity, "张家", household=zhang_family, phone="13800004821")
    return found


def searched(user: User, activity: Activity, text: str, **headers: str) -> str:
    url = f"/desk/door/{activity.pk}/"
    return browser(user).post(url, {"q": text}, headers=headers).content.decode()


class TestTheList:
    @pytest.mark.parametrize("text", [NUMBER, "2025 0004-821", "２０２５０００４８２１"])
    def test_a_card_finds_its_family_and_nobody_else(
        self, activity: Activity, site_staff: User, lin_family: Household, text: str
    ) -> None:
        page = searched(site_staff, activity, text, HX_Request="true")
        assert "林家" in page
        assert "张家" not in page
        assert FamilyAccess.objects.get().household == lin_family

    @pytest.mark.parametrize("text", [NUMBER[1:], NUMBER[:-1], f"9{NUMBER}", "99990004821"])
    def test_a_part_of_a_number_or_a_card_nobody_linked_is_no_family_s(
        self, activity: Activity, site_staff: User, lin_family: Household, text: str
    ) -> None:
        page = searched(site_staff, activity, text)
        assert "林家" not in page
        assert "张家" not in page

    def test_four_digits_stay_a_phone_s(
        self, activity: Activity, site_staff: User, lin_family: Household
    ) -> None:
        page = searched(site_staff, activity, "4821")
        assert "张家" in page
        assert "林家" not in page

    def test_a_family_that_is_not_on_the_list_is_not_told(
        self, activity: Activity, site_staff: User, lin_family: Household
    ) -> None:
        make_card(make_family("金丝雀家", "13712345678"), "SL777")
        assert "金丝雀" not in searched(site_staff, activity, "SL777")

    def test_staff_of_another_room_and_outsiders(
        self, activity: Activity, other_site_staff: User, outsider: User, lin_family: Household
    ) -> None:
        for user in (other_site_staff, outsider):
            assert "林家" not in searched(user, activity, NUMBER)


class TestTheScan:
    def test_a_card_at_the_door_signs_the_family_in(
        self, activity: Activity, site_staff: User, lin_family: Household
    ) -> None:
        client = browser(site_staff)
        found = client.post(f"/desk/door/{activity.pk}/scan/", {"code": NUMBER})
        said = {"key": "card", "adults": 1, "children": 1, "scanned": found.context["scanned"]}
        client.post(f"/desk/door/{activity.pk}/sign-in/", said)
        check_in = CheckIn.objects.get()
        assert (check_in.household, check_in.grade) == (lin_family, Grade.A)
        assert NUMBER not in found.content.decode()

    def test_only_of_families_that_staff_may_look_up(
        self, activity: Activity, site_staff: User, operator: User
    ) -> None:
        make_card(make_family("金丝雀家", "13712345678"), "SL777")
        url = f"/desk/door/{activity.pk}/scan/"
        refused = browser(site_staff).post(url, {"code": "SL777"}).content.decode()
        assert "金丝雀" not in refused
        assert "没有找到" in refused
        assert "金丝雀家" in browser(operator).post(url, {"code": "SL777"}).content.decode()
