"""Staff pages of the rooms: who reads, who writes, what they cost."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from shufang.people.models import User
from shufang.places.models import Closure, Hours, Organisation, Site, Town, Zone
from shufang.shared.models import LogEntry
from tests.cast import ClientAs, make_site

# Session, account, roles, towns, count, rooms, hours, aliases, closures; five of the lake.
LIST_QUERIES = 16
ADDED = {"name": "月河书房", "kind": "room", "active": "on"}
CLOSED = {"first_day": "2030-01-01", "last_day": "2030-01-02", "notice": "放假"}


@pytest.mark.parametrize("who", ["library", "operator", "site_staff", "assessor", "auditor"])
def test_everybody_who_works_in_the_network_reads(
    who: str, request: pytest.FixtureRequest, client_as: ClientAs, tea_room: Site
) -> None:
    client = client_as(request.getfixturevalue(who))
    for address in ("/desk/places/", f"/desk/places/{tea_room.pk}/", "/desk/places/network/"):
        assert client.get(address).status_code == 200


def test_outsiders_read_nothing(client_as: ClientAs, outsider: User, tea_room: Site) -> None:
    assert client_as(outsider).get("/desk/places/").status_code == 403
    answer = client_as().get(f"/desk/places/{tea_room.pk}/")
    assert (answer.status_code, "sign-in" in answer.headers["Location"]) == (302, True)


@pytest.mark.parametrize("who", ["library", "operator"])
def test_the_library_and_the_operator_add_a_room_and_its_hours(
    who: str, request: pytest.FixtureRequest, client_as: ClientAs
) -> None:
    client = client_as(request.getfixturevalue(who))
    answer = client.post("/desk/places/add/", {**ADDED, "aliases": "月河店\n月河分店"})
    site = Site.objects.get()
    assert answer.headers["Location"] == f"/desk/places/{site.pk}/hours/"
    assert site.aliases.count() == 2
    client.post(answer.headers["Location"], {"day0": "08:30-21:00", "same": "on"})
    assert site.hours.count() == 7


def test_hours_that_make_no_sense_are_shown_again_with_advice(
    client_as: ClientAs, operator: User, tea_room: Site
) -> None:
    answer = client_as(operator).post(f"/desk/places/{tea_room.pk}/hours/", {"day2": "早到晚"})
    assert answer.status_code == 200
    assert "08:30-21:00" in answer.content.decode()
    assert not tea_room.hours.exists()


@pytest.mark.parametrize("who", ["site_staff", "assessor", "auditor", "outsider"])
def test_others_change_no_room(
    who: str, request: pytest.FixtureRequest, client_as: ClientAs, tea_room: Site
) -> None:
    client = client_as(request.getfixturevalue(who))
    zone = Zone.objects.create(site=tea_room, name="故事角")
    for address in (
        "add/",
        f"{tea_room.pk}/edit/",
        f"{tea_room.pk}/hours/",
        f"{tea_room.pk}/zones/add/",
        f"zones/{zone.pk}/",
        f"zones/{zone.pk}/remove/",
        "towns/add/",
        "organisations/add/",
        "network/close/",
    ):
        answer = client.post(f"/desk/places/{address}", {**ADDED, **CLOSED, "day0": "全天"})
        assert answer.status_code == 403, address
    assert (Site.objects.count(), Town.objects.count()) == (1, 1)
    assert not Organisation.objects.exists()
    assert not LogEntry.objects.exists()
    assert Zone.objects.exists()


def test_the_people_of_a_room_close_it_and_lift_that_again(
    client_as: ClientAs, site_staff: User, tea_room: Site
) -> None:
    client = client_as(site_staff)
    client.post(f"/desk/places/{tea_room.pk}/close/", CLOSED)
    closure = Closure.objects.get(site=tea_room)
    client.post(f"/desk/places/closures/{closure.pk}/lift/")
    assert not Closure.objects.exists()


def test_the_people_of_another_room_do_neither(
    client_as: ClientAs, other_site_staff: User, tea_room: Site
) -> None:
    closure = Closure.objects.create(site=tea_room, **CLOSED)
    client = client_as(other_site_staff)
    assert client.post(f"/desk/places/{tea_room.pk}/close/", CLOSED).status_code == 403
    assert client.post(f"/desk/places/closures/{closure.pk}/lift/").status_code == 403
    assert Closure.objects.count() == 1


def test_a_closure_of_all_rooms_is_the_networks_to_lift(
    client_as: ClientAs, site_staff: User, library: User
) -> None:
    client_as(library).post("/desk/places/network/close/", CLOSED)
    closure = Closure.objects.get(site=None)
    address = f"/desk/places/closures/{closure.pk}/lift/"
    assert client_as(site_staff).post(address).status_code == 403
    assert client_as(library).post(address).status_code == 302
    assert not Closure.objects.exists()


def test_a_closure_without_notice_says_why_and_writes_nothing(
    client_as: ClientAs, library: User, tea_room: Site
) -> None:
    page = client_as(library).post(
        f"/desk/places/{tea_room.pk}/close/", {**CLOSED, "notice": ""}, follow=True
    )
    assert b'class="message error"' in page.content
    assert not Closure.objects.exists()


@pytest.mark.parametrize("gap", ["hours", "coordinates", "town"])
def test_the_list_finds_rooms_with_gaps(
    gap: str, client_as: ClientAs, library: User, tea_room: Site, taiping: Site
) -> None:
    Hours.objects.create(site=tea_room, weekday=0, opens="08:30", closes="21:00")
    Site.objects.filter(pk=tea_room.pk).update(longitude=120.7, latitude=30.7)
    Site.objects.filter(pk=taiping.pk).update(town=None)
    page = client_as(library).get(f"/desk/places/?gap={gap}").content.decode()
    assert "太平智慧书房" in page
    assert "茶园小学智慧书房" not in page


def test_rooms_out_of_use_have_a_list_of_their_own(
    client_as: ClientAs, library: User, tea_room: Site, taiping: Site
) -> None:
    Site.objects.filter(pk=taiping.pk).update(active=False)
    client = client_as(library)
    assert "太平智慧书房" not in client.get("/desk/places/").content.decode()
    assert "太平智慧书房" in client.get("/desk/places/?retired=on").content.decode()


def test_the_list_goes_out_as_csv_with_the_filter_kept(
    client_as: ClientAs, auditor: User, tea_room: Site, taiping: Site
) -> None:
    answer = client_as(auditor).get(f"/desk/places/export.csv?town={tea_room.town_id}")
    text = b"".join(answer).decode("utf-8-sig")
    assert text.splitlines()[0].startswith("书房名称,镇街,类型")
    assert "茶园小学智慧书房" in text
    assert "太平智慧书房" not in text


def test_a_list_of_three_costs_as_many_queries_as_a_list_of_one(
    client_as: ClientAs,
    library: User,
    tea_room: Site,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = client_as(library)
    counts: list[int] = []
    for names in ((), ("甲书房", "乙书房")):
        for name in names:
            site = make_site(name, f"room-{len(counts)}-{ord(name[0])}", town="太平镇")
            Hours.objects.create(site=site, weekday=0, opens="08:30", closes="21:00")
            Closure.objects.create(
                site=site,
                first_day=timezone.localdate(),
                last_day=timezone.localdate() + timedelta(days=1),
                notice="盘点",
            )
        client.get("/desk/places/")  # the first look lets the lake see the new rooms
        with django_assert_num_queries(LIST_QUERIES):
            client.get("/desk/places/")
        counts.append(Site.objects.count())
    assert counts == [1, 3]


def test_closure_days_are_read_as_days(client_as: ClientAs, library: User, tea_room: Site) -> None:
    client_as(library).post(f"/desk/places/{tea_room.pk}/close/", CLOSED)
    closure = Closure.objects.get()
    assert (closure.first_day, closure.last_day) == (date(2030, 1, 1), date(2030, 1, 2))


def test_english_pages_speak_english(client_as: ClientAs, library: User, tea_room: Site) -> None:
    page = client_as(library, language="en").get(f"/desk/places/{tea_room.pk}/").content.decode()
    assert "Opening hours" in page
    assert "开放时间" not in page
