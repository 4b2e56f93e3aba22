"""A small room's own code leads to whatever is on there, and proves as little as a poster's."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from shufang.activities.choices import Grade, Places, State
from shufang.activities.models import Activity, CheckIn, RoomCode
from shufang.activities.queries.signing_in.codes import poster_code, read_code, room_code
from shufang.people.models import User
from shufang.places.models import Site
from shufang.shared.models import LogEntry
from tests.cast import ClientAs
from tests.factories.planned import plan_ahead, with_places

pytestmark = pytest.mark.django_db
NOW = datetime(2030, 5, 4, 10, 5, tzinfo=timezone.get_fixed_timezone(480))


@pytest.fixture(autouse=True)
def _on_a_saturday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def on_now(room: Site, **fields: object) -> Activity:
    activity = plan_ahead(room, starts=NOW - timedelta(minutes=5), **fields)  # type: ignore[arg-type]
    with_places(activity, 0, way=Places.OPEN)
    return activity


def scan(room: Site) -> str:
    return f"/door/room/{room_code(room)}/"


def test_one_activity_is_signed_in_at_directly_with_grade_c(tea_room: Site) -> None:
    activity, client = on_now(tea_room), Client()
    led = client.get(scan(tea_room), follow=True)
    assert led.redirect_chain[-1][0] == f"/door/{poster_code(activity)}/"
    ticket = led.context["ticket"]
    client.post(
        f"/door/{poster_code(activity)}/",
        {"ticket": ticket, "step": "come", "adults": 1, "children": 1},
    )
    assert CheckIn.objects.get().grade == Grade.C


def test_of_several_the_family_chooses(tea_room: Site, taiping: Site) -> None:
    first, second = on_now(tea_room, title="皮影"), on_now(tea_room, title="成长角")
    elsewhere = on_now(taiping, title="别处的活动")
    page = Client().get(scan(tea_room)).content.decode()
    assert poster_code(first) in page
    assert poster_code(second) in page
    assert poster_code(elsewhere) not in page
    assert "别处的活动" not in page


def test_what_is_not_on_is_not_signed_in_at(tea_room: Site) -> None:
    """Later today, over, called off, and what readers don't know of."""
    later = plan_ahead(tea_room, title="下午茶", starts=NOW + timedelta(hours=5))
    with_places(later)
    plan_ahead(tea_room, title="早场", starts=NOW - timedelta(hours=9))
    on_now(tea_room, title="停电", state=State.CANCELLED)
    on_now(tea_room, title="草稿", state=State.DRAFT, published=False)
    answer = Client().get(scan(tea_room))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "下午茶" in page
    assert poster_code(later) not in page
    for hidden in ("早场", "停电", "草稿"):
        assert hidden not in page


def test_a_made_up_code_leads_nowhere(tea_room: Site, taiping: Site) -> None:
    activity, code = on_now(tea_room), room_code(tea_room)
    wrong = [code[:-1] + ("0" if code[-1] != "0" else "1"), poster_code(activity), "s", "s0", "x"]
    for each in wrong:
        assert Client().get(f"/door/room/{each}/").status_code == 404
    assert read_code(code, NOW) is None  # and is no activity's code either
    Site.objects.filter(pk=tea_room.pk).update(active=False)
    assert Client().get(scan(tea_room)).status_code == 404


def test_the_code_is_printed_by_those_who_run_the_room(
    client_as: ClientAs, tea_room: Site, site_staff: User, other_site_staff: User, library: User
) -> None:
    address = f"/desk/door/room/{tea_room.pk}/poster/"
    assert "<svg" in client_as(site_staff).get(address).content.decode()
    assert client_as(other_site_staff).get(address).status_code == 403
    assert client_as(library).get(address).status_code == 403


def test_a_code_that_has_spread_is_renewed_and_the_old_sheet_leads_nowhere(
    client_as: ClientAs, tea_room: Site, taiping: Site, site_staff: User
) -> None:
    activity = on_now(tea_room)
    old, elsewhere = scan(tea_room), scan(taiping)
    answer = client_as(site_staff).post(
        f"/desk/door/room/{tea_room.pk}/renew/", {"reason": "被拍下来转发了"}, follow=True
    )
    page = answer.content.decode()
    assert "已换新码" in page
    assert "第 1 次换码" in page  # so that a sheet which hangs there tells its age
    refused = Client().get(old)
    assert refused.status_code == 410
    assert "已经换了新的" in refused.content.decode()
    assert poster_code(activity) not in refused.content.decode()
    assert Client().get(elsewhere).status_code == 200
    new = Client().get(f"/door/room/{room_code(tea_room, 1)}/")
    assert new.headers["Location"] == f"/door/{poster_code(activity)}/"
    ahead = Client().get(f"/door/room/{room_code(tea_room, 2)}/")
    assert ahead.status_code == 404  # not made yet
    entry = LogEntry.objects.get(deed="activities.renew_room_code")
    assert (entry.actor, entry.reason) == (str(site_staff), "被拍下来转发了")


def test_a_new_code_is_made_by_those_who_run_the_room_and_owes_a_reason(
    client_as: ClientAs,
    tea_room: Site,
    site_staff: User,
    other_site_staff: User,
    library: User,
    assessor: User,
) -> None:
    address = f"/desk/door/room/{tea_room.pk}/renew/"
    for refused in (other_site_staff, library, assessor):
        assert client_as(refused).post(address, {"reason": "换"}).status_code == 403
    assert client_as(site_staff).get(address).status_code == 405
    told = client_as(site_staff).post(address, {"reason": "　"}, follow=True)
    assert "请写明原因" in told.content.decode()
    assert not RoomCode.objects.exists()
    assert Client().get(scan(tea_room)).status_code == 200
