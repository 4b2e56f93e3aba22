"""A link into the household: who may make one, and who is in it already."""

import pytest
from django.core.exceptions import ValidationError

from shufang.people.actions.family.invite import MOST_GUARDIANS, invite, join_household
from shufang.people.models import Guardian, Household, Invitation
from shufang.places.models import Site
from tests.cast import make_family
from tests.factories.at_the_door import party
from tests.factories.planned import plan_ahead

pytestmark = pytest.mark.django_db


def test_so_many_grown_ups_and_no_more(zhang_family: Household) -> None:
    guardian = zhang_family.guardians.get()
    for number in range(1, MOST_GUARDIANS):
        invite(guardian=guardian)
        other = make_family(f"第{number}家", f"1370000000{number}").guardians.get()
        other.household = zhang_family
        other.save()
    Invitation.objects.all().delete()
    with pytest.raises(ValidationError, match=f"最多 {MOST_GUARDIANS} 位家长"):
        invite(guardian=guardian)
    assert not Invitation.objects.exists()


def test_who_opens_the_link_of_their_own_household_stays_in_it(zhang_family: Household) -> None:
    """A guardian without children follows the link they sent to the other parent."""
    guardian = zhang_family.guardians.get()
    zhang_family.children.all().delete()
    token = invite(guardian=guardian)
    with pytest.raises(ValidationError) as refusal:
        join_household(guardian=guardian, token=token)
    assert refusal.value.code == "same"
    assert Household.objects.get() == zhang_family
    assert Guardian.objects.get().household == zhang_family
    assert Invitation.objects.get().used_at is None  # the other parent can still follow it


@pytest.mark.parametrize("left_behind", ["a grown-up", "a registration"])
def test_nobody_leaves_people_or_records_behind(
    zhang_family: Household, chen_family: Household, tea_room: Site, left_behind: str
) -> None:
    chen_family.children.all().delete()
    guardian = chen_family.guardians.get()
    if left_behind == "a grown-up":
        other = Guardian(household=chen_family, name="外婆")
        other.set_phone("13700000009")
        other.save()
    else:
        party(plan_ahead(tea_room), household=chen_family)
    token = invite(guardian=zhang_family.guardians.get())
    with pytest.raises(ValidationError) as refusal:
        join_household(guardian=guardian, token=token)
    assert refusal.value.code == "in_use"
    guardian.refresh_from_db()
    assert guardian.household == chen_family
