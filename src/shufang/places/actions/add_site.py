"""Add a room by hand."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from shufang.places.actions.names import refuse_taken_site_name, set_site_aliases
from shufang.places.models import Site, Town
from shufang.places.slugs import slug_for
from shufang.shared.holding import take_turns
from shufang.shared.models import log


@dataclass(frozen=True)
class SiteDetails:
    """What is said about a room; either both coordinates or none."""

    name: str
    kind: str
    setting: str = ""
    town: Town | None = None
    address: str = ""
    longitude: float | None = None
    latitude: float | None = None
    active: bool = True

    def fields(self) -> dict[str, Any]:
        return {**asdict(self), "town": self.town}


def add_site(*, actor: Any, details: SiteDetails, aliases: Sequence[str] = ()) -> Site:
    """Write a room with its aliases and give it an address of its own.

    Refused (ValidationError by field): a name or alias that already means another room, one
    coordinate without the other. Whether the actor may is checked at the door.
    """
    with transaction.atomic():
        take_turns("places.names")
        refuse_details(details, aliases)
        site = Site(**details.fields(), slug=slug_for(details.name, _slugs()))
        site.save()
        set_site_aliases(site, aliases)
        log(actor=actor, deed="places.add_site", subject=site)
    return site


def refuse_details(
    details: SiteDetails, aliases: Sequence[str], *, itself: Site | None = None
) -> None:
    """What neither adding nor changing a room may write."""
    if (details.longitude is None) != (details.latitude is None):
        field = "longitude" if details.longitude is None else "latitude"
        raise ValidationError({field: _("经度和纬度要一起填，或者都不填。")})
    refuse_taken_site_name(details.name, field="name", itself=itself)
    for alias in aliases:
        refuse_taken_site_name(alias, field="aliases", itself=itself)


def _slugs() -> set[str]:
    return set(Site.objects.values_list("slug", flat=True))
