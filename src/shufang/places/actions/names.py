"""Names and aliases of rooms and towns: a name means one place only, however it is written."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from shufang.places.models import Site, SiteAlias, Town, TownAlias
from shufang.shared.text import plain_name


def refuse_taken_site_name(name: str, *, field: str, itself: Site | None = None) -> None:
    """Refuse a name that already means another room, as its name or as an alias."""
    owner = _owner_of_site_name(plain_name(name), itself)
    if owner is not None:
        raise ValidationError(
            {field: _("“%(name)s”已经是“%(owner)s”的名称或别名。") % {"name": name, "owner": owner}}
        )


def refuse_taken_town_name(name: str, *, field: str, itself: Town | None = None) -> None:
    """The same for towns."""
    plain = plain_name(name)
    towns = Town.objects.exclude(pk=itself.pk) if itself else Town.objects.all()
    owner = next((town for town in towns if plain_name(town.name) == plain), None)
    alias = (
        TownAlias.objects.exclude(town=itself).filter(plain=plain).select_related("town").first()
    )
    found = owner or (alias and alias.town)
    if found:
        raise ValidationError(
            {field: _("“%(name)s”已经是“%(owner)s”的名称或别名。") % {"name": name, "owner": found}}
        )


def set_site_aliases(site: Site, names: Iterable[str]) -> list[str]:
    """Make these the room's aliases; gives the sorted names it had before."""
    wanted = {plain_name(name): name for name in names if plain_name(name)}
    wanted.pop(plain_name(site.name), None)
    before = list(site.aliases.values_list("plain", "name"))
    site.aliases.exclude(plain__in=wanted).delete()
    known = {plain for plain, _name in before}
    SiteAlias.objects.bulk_create(
        SiteAlias(site=site, name=name, plain=plain)
        for plain, name in wanted.items()
        if plain not in known
    )
    return sorted(name for _plain, name in before)


def set_town_aliases(town: Town, names: Iterable[str]) -> list[str]:
    """The same for towns."""
    wanted = {plain_name(name): name for name in names if plain_name(name)}
    wanted.pop(plain_name(town.name), None)
    before = list(town.aliases.values_list("plain", "name"))
    town.aliases.exclude(plain__in=wanted).delete()
    known = {plain for plain, _name in before}
    TownAlias.objects.bulk_create(
        TownAlias(town=town, name=name, plain=plain)
        for plain, name in wanted.items()
        if plain not in known
    )
    return sorted(name for _plain, name in before)


def _owner_of_site_name(plain: str, itself: Site | None) -> Site | None:
    sites = Site.objects.exclude(pk=itself.pk) if itself else Site.objects.all()
    owner = next((site for site in sites if plain_name(site.name) == plain), None)
    if owner is not None:
        return owner
    alias = (
        SiteAlias.objects.exclude(site=itself).filter(plain=plain).select_related("site").first()
    )
    return alias.site if alias else None
