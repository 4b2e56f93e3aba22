"""Adding and changing rooms, and who is told no."""

from datetime import time

import pytest
from django.core.exceptions import ValidationError

from shufang.people.models import User
from shufang.places.actions.add_site import SiteDetails, add_site
from shufang.places.actions.change_site import change_site
from shufang.places.actions.set_hours import set_hours
from shufang.places.models import Site, SiteAlias
from shufang.shared.models import LogEntry, subject_key
from shufang.shared.text import plain_name


def details(name: str, **more: object) -> SiteDetails:
    return SiteDetails(name=name, kind="room", **more)  # type: ignore[arg-type]


def of(site: Site) -> SiteDetails:
    return SiteDetails(name=site.name, kind=site.kind, town=site.town)


def alias(site: Site, name: str) -> None:
    SiteAlias.objects.create(site=site, name=name, plain=plain_name(name))


def last_entry(site: Site) -> LogEntry:
    entry = LogEntry.objects.filter(subject=subject_key(site)).first()
    assert entry is not None
    return entry


def test_a_new_room_gets_an_address_aliases_and_a_log_entry(library: User) -> None:
    site = add_site(actor=library, details=details("月河智慧书房"), aliases=["月河店"])
    assert site.slug == "yue-he"
    assert [a.plain for a in site.aliases.all()] == ["月河店"]
    assert last_entry(site).deed == "places.add_site"


@pytest.mark.parametrize("name", ["太平智慧书房", "太平 书房", "ＴＰ店"])
def test_a_name_that_means_another_room_is_refused(library: User, taiping: Site, name: str) -> None:
    alias(taiping, "tp店")
    with pytest.raises(ValidationError) as refusal:
        add_site(actor=library, details=details(name))
    assert "太平智慧书房" in str(refusal.value)
    assert Site.objects.count() == 1


def test_an_alias_that_means_another_room_is_refused(
    library: User, taiping: Site, tea_room: Site
) -> None:
    with pytest.raises(ValidationError) as refusal:
        change_site(actor=library, site=tea_room, details=of(tea_room), aliases=["太平书房"])
    assert "aliases" in refusal.value.message_dict


def test_one_coordinate_alone_is_refused(library: User) -> None:
    with pytest.raises(ValidationError) as refusal:
        add_site(actor=library, details=details("月河书房", longitude=120.7))
    assert list(refusal.value.message_dict) == ["latitude"]


def test_a_renamed_room_is_still_found_under_its_old_name_and_address(
    library: User, tea_room: Site
) -> None:
    changes = change_site(
        actor=library, site=tea_room, details=details("茶园书房新馆"), aliases=["茶小"]
    )
    tea_room.refresh_from_db()
    assert tea_room.slug == "chayuan"
    assert {a.name for a in tea_room.aliases.all()} == {"茶小", "茶园小学智慧书房"}
    assert changes["name"] == ["茶园小学智慧书房", "茶园书房新馆"]
    assert tea_room.changed_at is not None
    assert last_entry(tea_room).detail == changes


def test_an_alias_can_be_taken_away(library: User, tea_room: Site) -> None:
    alias(tea_room, "茶小")
    changes = change_site(actor=library, site=tea_room, details=of(tea_room), aliases=[])
    assert changes == {"aliases": ["茶小", ""]}
    assert not tea_room.aliases.exists()


def test_saving_without_a_change_leaves_no_trace(library: User, tea_room: Site) -> None:
    assert change_site(actor=library, site=tea_room, details=of(tea_room), aliases=[]) == {}
    assert not LogEntry.objects.exists()
    tea_room.refresh_from_db()
    assert tea_room.changed_at is None


def test_hours_replace_the_week_and_the_log_says_both_in_words(
    operator: User, tea_room: Site
) -> None:
    week = {day: [(time(8, 30), time(21))] for day in range(7)}
    assert set_hours(actor=operator, site=tea_room, hours=week)
    assert tea_room.hours.count() == 7
    week[0] = []
    set_hours(actor=operator, site=tea_room, hours=week)
    assert tea_room.hours.count() == 6
    before, after = last_entry(tea_room).detail["hours"]
    assert before == "每天 08:30–21:00"
    assert after.startswith("周一 休息")


def test_the_same_hours_again_change_nothing(operator: User, tea_room: Site) -> None:
    week = {day: [(time(8, 30), time(21))] for day in range(7)}
    set_hours(actor=operator, site=tea_room, hours=week)
    assert not set_hours(actor=operator, site=tea_room, hours=week)
    assert LogEntry.objects.count() == 1
