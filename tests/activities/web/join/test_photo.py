"""A party changes its answer on pictures: by its link, before and after; staff see it."""

import pytest

from shufang.activities.choices import Permission, Stage, State
from shufang.activities.models import Activity, Photo, Registration, Step
from shufang.activities.queries.reviewing.pictures import usable
from shufang.people.actions.family.give_consent import give_consent
from shufang.people.choices import Purpose
from shufang.people.models import FamilyAccess, Household, User
from shufang.places.models import Site
from tests.cast import browser, family_browser
from tests.factories.at_the_door import party
from tests.factories.planned import plan_ahead, with_places

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity(tea_room: Site) -> Activity:
    found = plan_ahead(tea_room)
    with_places(found, 5)
    return found


@pytest.fixture
def made(activity: Activity, zhang_family: Household) -> Registration:
    found = party(activity, "张家", household=zhang_family, phone="13800004821", stage="attended")
    Registration.objects.filter(pk=found.pk).update(photo=True)
    return found


def test_by_the_link_with_a_step_that_says_so(made: Registration) -> None:
    client, link = browser(), f"/join/{made.link_token}/"
    assert "照片：可以拍到我们" in client.get(link).content.decode()
    client.post(f"{link}photo/", {"photo": "0"})
    client.post(f"{link}photo/", {"photo": "0"})  # the same again is no second step
    made.refresh_from_db()
    assert made.photo is False
    step = Step.objects.get(registration=made)
    assert (step.before, step.after, step.actor) == (Stage.ATTENDED, Stage.ATTENDED, "family")
    page = client.get(link).content.decode()
    assert "照片：请避开我们" in page
    assert "不拍照" in page


def test_not_without_the_link(made: Registration) -> None:
    wrong = made.link_token[:-1] + ("0" if made.link_token[-1] != "0" else "1")
    assert browser().post(f"/join/{wrong}/photo/", {"photo": "0"}).status_code == 404
    made.refresh_from_db()
    assert made.photo is True


def test_the_corner_beside_it_follows(made: Registration, tea_room: Site) -> None:
    corner = plan_ahead(tea_room, title="家长成长角", beside=made.activity)
    with_places(corner, 5)
    beside = party(corner, "张家", household=made.household, phone="13800004821")
    other = party(corner, "林家", phone="13911114821")
    Registration.objects.filter(pk=other.pk).update(photo=True)
    browser().post(f"/join/{made.link_token}/photo/", {"photo": "0"})
    beside.refresh_from_db()
    other.refresh_from_db()
    assert (beside.photo, other.photo) == (False, True)


def test_so_does_a_guests_and_nobody_elses(activity: Activity, tea_room: Site) -> None:
    """A guest has no household: the number says whose it is."""
    corner = plan_ahead(tea_room, title="家长成长角", beside=activity)
    with_places(corner, 5)
    made = party(activity, "林家", phone="13911114821")
    beside = party(corner, "林家", phone="13911114821")
    others = [party(corner, "周家", phone="13911110000"), party(corner, "没有号码")]
    Registration.objects.update(photo=True)
    browser().post(f"/join/{made.link_token}/photo/", {"photo": "0"})
    beside.refresh_from_db()
    assert beside.photo is False
    assert set(Registration.objects.filter(photo=True)) == set(others)
    nobody = party(activity, "也没有号码")
    browser().post(f"/join/{nobody.link_token}/photo/", {"photo": "0"})
    assert Registration.objects.get(pk=others[1].pk).photo is True


def test_what_the_family_says_for_all_activities_stands_in_the_form(
    activity: Activity, zhang_family: Household
) -> None:
    client, ticked = family_browser(zhang_family), 'name="photo" value="1" checked'
    assert ticked not in client.get(f"/activities/{activity.pk}/").content.decode()
    guardian = zhang_family.guardians.get()
    give_consent(guardian=guardian, purpose=Purpose.PHOTO, given=True)
    assert ticked in client.get(f"/activities/{activity.pk}/").content.decode()


def test_staff_see_it_on_the_list_and_where_pictures_are_checked(
    made: Registration, operator: User
) -> None:
    browser().post(f"/join/{made.link_token}/photo/", {"photo": "0"})
    staff = browser(operator)
    assert "不拍照" in staff.get(f"/desk/registrations/{made.activity_id}/").content.decode()
    Activity.objects.filter(pk=made.activity_id).update(state=State.HELD)
    FamilyAccess.objects.all().delete()
    page = staff.get(f"/desk/review/{made.activity_id}/").content.decode()
    assert "1 家没有同意拍照" in page
    assert "4821" in page
    assert FamilyAccess.objects.get().household == made.household


def test_a_picture_with_the_family_on_it_is_used_no_longer(made: Registration) -> None:
    assert made.household is not None
    guardian = made.household.guardians.get()
    for purpose in (Purpose.PHOTO, Purpose.MEDIA):
        give_consent(guardian=guardian, purpose=purpose, given=True)
    photo = Photo.objects.create(
        activity=made.activity, stored="a.jpg", permission=Permission.AGREED
    )
    photo.households.add(made.household)
    assert usable([photo]) == [photo]
    browser().post(f"/join/{made.link_token}/photo/", {"photo": "0"})
    assert usable([photo]) == []
    browser().post(f"/join/{made.link_token}/photo/", {"photo": "1"})
    assert usable([photo]) == [photo]
