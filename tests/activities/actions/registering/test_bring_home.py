"""A guest's registrations become the family's once it proves the number, and nobody else's."""

import pytest

from shufang.activities.models import CheckIn, Registration
from shufang.people.actions.family.open_account import open_account
from shufang.people.actions.family.sign_in import phone_proven
from shufang.people.models import Household
from shufang.places.models import Site
from tests.cast import family_browser
from tests.factories.at_the_door import party
from tests.factories.came import check_in
from tests.factories.planned import plan_ahead, with_places

pytestmark = pytest.mark.django_db
PHONE, NEW = "13800004821", "13611112222"


@pytest.fixture
def guest(tea_room: Site) -> Registration:
    activity = plan_ahead(tea_room)
    with_places(activity)
    return party(activity, "小米妈妈", phone=PHONE)


def test_signing_in_brings_them_home(zhang_family: Household, guest: Registration) -> None:
    CheckIn.objects.create(
        activity=guest.activity, registration=guest, adults=1, grade="A", method="list", key="one"
    )
    assert guest.activity.title not in family_browser(zhang_family).get("/family/").content.decode()
    phone_proven(phone=PHONE)
    guest.refresh_from_db()
    assert guest.household == zhang_family
    assert CheckIn.objects.get().household == zhang_family
    assert guest.activity.title in family_browser(zhang_family).get("/family/").content.decode()


def test_a_new_account_has_them_from_the_start(tea_room: Site) -> None:
    activity = plan_ahead(tea_room)
    made = party(activity, phone=NEW)
    guardian = open_account(phone=NEW, name="新来的", agreed=True)
    made.refresh_from_db()
    assert made.household == guardian.household


def test_another_number_brings_nothing(
    chen_family: Household, zhang_family: Household, guest: Registration
) -> None:
    phone_proven(phone="13900007733")
    guest.refresh_from_db()
    assert guest.household is None


def test_where_the_family_registered_itself_the_guest_s_stays(
    zhang_family: Household, guest: Registration
) -> None:
    own = party(guest.activity, "张家", household=zhang_family)
    phone_proven(phone=PHONE)
    guest.refresh_from_db()
    own.refresh_from_db()
    assert (guest.household, own.household) == (None, zhang_family)


def test_what_somebody_else_has_is_not_taken(
    zhang_family: Household, chen_family: Household, tea_room: Site
) -> None:
    """Staff typed Zhang's number for Chen: it stays Chen's."""
    other = party(plan_ahead(tea_room), "陈家", household=chen_family, phone=PHONE)
    phone_proven(phone=PHONE)
    other.refresh_from_db()
    assert other.household == chen_family


def test_other_guests_and_their_sign_ins_stay_theirs(
    zhang_family: Household, chen_family: Household, guest: Registration, tea_room: Site
) -> None:
    """At the same activity and at another; also who was signed in under Zhang's registration."""
    elsewhere = plan_ahead(tea_room, title="别场")
    others = [party(guest.activity, "周家", phone=NEW), party(elsewhere, "周家", phone=NEW)]
    for made in others:
        check_in(made.activity, registration=made)
    alone = check_in(elsewhere)
    own = check_in(guest.activity, registration=guest)
    third = party(plan_ahead(tea_room, title="第三场"), "小米妈妈", phone=PHONE)
    chens = check_in(third.activity, registration=third, household=chen_family)
    phone_proven(phone=PHONE)
    assert set(Registration.objects.filter(household=zhang_family)) == {guest, third}
    assert set(CheckIn.objects.filter(household=zhang_family)) == {own}
    assert CheckIn.objects.get(pk=chens.pk).household == chen_family
    assert CheckIn.objects.get(pk=alone.pk).household is None
