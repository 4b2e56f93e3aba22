"""Tablets at the desk: who may register, pair, revoke and settle."""

from datetime import timedelta

import pytest
from django.utils import timezone

from shufang.activities.models import Activity, CheckIn, Device, TabletEntry
from shufang.people.models import FamilyAccess, Household, User
from shufang.places.models import Site
from tests.cast import ClientAs
from tests.factories.planned import under_way
from tests.factories.tablets import entry, expect_party, make_tablet, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def device(operator: User, tea_room: Site) -> Device:
    return make_tablet(operator, tea_room).device


@pytest.fixture
def activity(tea_room: Site) -> Activity:
    return under_way(tea_room)


@pytest.fixture
def conflict(activity: Activity, device: Device, zhang_family: Household) -> TabletEntry:
    party = expect_party(activity, household=zhang_family, name="张家")
    send(device, entry(activity, 1, registration=party, children=1))
    send(device, entry(activity, 2, registration=party, children=3))
    return TabletEntry.objects.get(outcome="conflict")


def test_staff_of_a_room_register_a_tablet_for_theirs(
    client_as: ClientAs, site_staff: User, tea_room: Site, taiping: Site
) -> None:
    client = client_as(site_staff)
    response = client.post("/desk/tablets/add/", {"site": tea_room.pk, "name": "门口"})
    device = Device.objects.get()
    assert response.headers["Location"] == f"/desk/tablets/{device.pk}/"
    assert (device.site, device.made_by) == (tea_room, site_staff)
    client.post("/desk/tablets/add/", {"site": taiping.pk, "name": "门口"})
    assert Device.objects.count() == 1


def test_the_code_stands_on_one_answer_only(
    client_as: ClientAs, library: User, device: Device
) -> None:
    client = client_as(library)
    response = client.post(f"/desk/tablets/{device.pk}/pair/")
    assert 'class="qr"' in response.content.decode()
    assert "no-store" in response.headers["Cache-Control"]
    assert 'class="qr"' not in client.get(f"/desk/tablets/{device.pk}/").content.decode()


def test_tablets_of_another_room_are_not_seen(
    client_as: ClientAs, other_site_staff: User, device: Device, conflict: TabletEntry
) -> None:
    client = client_as(other_site_staff)
    assert device.name not in client.get("/desk/tablets/").content.decode()
    assert client.get(f"/desk/tablets/{device.pk}/").status_code == 404
    for deed in ("pair", "rename", "revoke"):
        assert client.post(f"/desk/tablets/{device.pk}/{deed}/").status_code == 404
    url = f"/desk/tablets/entries/{conflict.pk}/settle/"
    assert client.post(url, {"keep": "no", "reason": "x"}).status_code == 404


@pytest.mark.parametrize("who", ["assessor", "auditor", "outsider"])
def test_others_have_no_business_here(
    client_as: ClientAs, request: pytest.FixtureRequest, device: Device, who: str
) -> None:
    client = client_as(request.getfixturevalue(who))
    assert client.get("/desk/tablets/").status_code == 403
    assert client.get(f"/desk/tablets/{device.pk}/").status_code == 403


def test_more_people_than_registered_are_told_of(
    client_as: ClientAs, operator: User, device: Device, activity: Activity
) -> None:
    send(device, entry(activity, 1, registration=expect_party(activity, name="张家"), children=4))
    page = client_as(operator).get(f"/desk/tablets/{device.pk}/").content.decode()
    assert "比报名多 " in page.split("最近计入的签到")[1]


def test_a_conflict_says_both_head_counts(
    client_as: ClientAs, operator: User, device: Device, conflict: TabletEntry
) -> None:
    page = client_as(operator).get(f"/desk/tablets/{device.pk}/").content.decode()
    assert "这家人已在另一处签到" in page
    assert "3 孩 1 大" in page
    assert "1 孩 1 大" in page
    assert "4821" not in page


def test_looking_at_families_is_noted(
    client_as: ClientAs, operator: User, device: Device, conflict: TabletEntry
) -> None:
    client_as(operator).get(f"/desk/tablets/{device.pk}/")
    assert FamilyAccess.objects.filter(account=operator.username).count() == 1


def test_it_is_settled_with_a_reason(
    client_as: ClientAs, site_staff: User, conflict: TabletEntry
) -> None:
    client = client_as(site_staff)
    url = f"/desk/tablets/entries/{conflict.pk}/settle/"
    client.post(url, {"keep": "yes", "reason": ""})
    conflict.refresh_from_db()
    assert conflict.settled_at is None
    client.post(url, {"keep": "yes", "reason": "三个孩子"})
    conflict.refresh_from_db()
    assert conflict.kept
    assert CheckIn.objects.get(voided_at=None).children == 3


def test_the_library_reads_and_does_not_settle(
    client_as: ClientAs, library: User, device: Device, conflict: TabletEntry
) -> None:
    client = client_as(library)
    assert "这家人" in client.get(f"/desk/tablets/{device.pk}/").content.decode()
    url = f"/desk/tablets/entries/{conflict.pk}/settle/"
    assert client.post(url, {"keep": "no", "reason": "x"}).status_code == 403
    conflict.refresh_from_db()
    assert conflict.settled_at is None


def test_revoking_is_told_and_needs_a_reason(
    client_as: ClientAs, library: User, device: Device
) -> None:
    client = client_as(library)
    client.post(f"/desk/tablets/{device.pk}/revoke/", {"reason": ""})
    device.refresh_from_db()
    assert device.revoked_at is None
    client.post(f"/desk/tablets/{device.pk}/revoke/", {"reason": "丢了"})
    device.refresh_from_db()
    assert device.revoked_at is not None
    response = client.post(f"/desk/tablets/{device.pk}/pair/", follow=True)
    assert "这台平板已停用" in response.content.decode()


def test_the_list_says_who_is_silent_and_what_waits(
    client_as: ClientAs, operator: User, device: Device, conflict: TabletEntry
) -> None:
    page = client_as(operator).get("/desk/tablets/").content.decode()
    assert "在线" in page
    assert f"/desk/tablets/{device.pk}/#conflicts" in page
    Device.objects.update(seen_at=timezone.now() - timedelta(hours=1), offset_ms=-90_000)
    page = client_as(operator).get("/desk/tablets/").content.decode()
    assert "有一阵没联系" in page
    assert "时间不准" in page
