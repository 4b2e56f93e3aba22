"""Towns, zones and organisations: one name, one thing."""

import pytest
from django.core.exceptions import ValidationError

from shufang.people.models import User
from shufang.places.actions.remove_zone import remove_zone
from shufang.places.actions.save_organisation import save_organisation
from shufang.places.actions.save_town import save_town
from shufang.places.actions.save_zone import save_zone
from shufang.places.models import Site, Town, Zone
from shufang.shared.models import LogEntry


def test_a_renamed_town_keeps_its_old_name_as_an_alias(library: User, tea_room: Site) -> None:
    town = tea_room.town
    assert town is not None
    save_town(actor=library, town=town, name="新茶园街道", aliases=[])
    assert [a.name for a in town.aliases.all()] == ["茶园街道"]
    assert LogEntry.objects.get().deed == "places.save_town"


@pytest.mark.parametrize("field", ["name", "alias"])
def test_a_name_that_means_another_town_is_refused(
    library: User, tea_room: Site, field: str
) -> None:
    name, aliases = ("茶园 街道", []) if field == "name" else ("太平镇", ["茶园街道"])
    with pytest.raises(ValidationError):
        save_town(actor=library, town=None, name=name, aliases=aliases)
    assert Town.objects.count() == 1


def test_a_second_zone_of_the_same_name_is_refused_at_this_room_only(
    operator: User, tea_room: Site, taiping: Site
) -> None:
    def corner(site: Site) -> Zone:
        return save_zone(
            actor=operator, site=site, zone=None, name="故事角", capacity=30, facilities=""
        )

    corner(tea_room)
    with pytest.raises(ValidationError):
        corner(tea_room)
    corner(taiping)
    assert Zone.objects.count() == 2


def test_a_removed_zone_stays_in_the_log_of_its_room(operator: User, tea_room: Site) -> None:
    zone = save_zone(
        actor=operator, site=tea_room, zone=None, name="故事角", capacity=30, facilities="投影"
    )
    remove_zone(actor=operator, zone=zone)
    entry = LogEntry.objects.filter(deed="places.remove_zone").get()
    assert entry.detail == {"zone": ["故事角 · 30 · 投影", ""]}
    assert entry.label == tea_room.name


def test_an_organisation_is_entered_once(library: User) -> None:
    first = save_organisation(actor=library, organisation=None, name="禾城图书馆", kind="library")
    with pytest.raises(ValidationError):
        save_organisation(actor=library, organisation=None, name="禾城图书馆", kind="partner")
    save_organisation(actor=library, organisation=first, name="禾城市图书馆", kind="library")
    assert LogEntry.objects.count() == 2
