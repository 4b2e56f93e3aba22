"""Change what is known about a room."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from shufang.places.actions.add_site import SiteDetails, refuse_details
from shufang.places.actions.names import set_site_aliases
from shufang.places.models import Site
from shufang.shared.changes import differences
from shufang.shared.holding import hold, take_turns
from shufang.shared.models import log


def change_site(
    *, actor: Any, site: Site, details: SiteDetails, aliases: Sequence[str]
) -> dict[str, list[str]]:
    """Write the changed fields and aliases; gives field -> [before, after].

    A room that is renamed keeps its old name as an alias, so that ledgers go on finding it, and
    keeps its web address, so that links and posters go on working. Refused as in `add_site`.
    """
    with transaction.atomic():
        take_turns("places.names")
        hold(site)
        old_name = site.name
        renamed = details.name != old_name
        names = [*aliases, old_name] if renamed else list(aliases)
        refuse_details(details, names, itself=site)
        changes = differences(site, details.fields())
        for field, value in details.fields().items():
            setattr(site, field, value)
        before = set_site_aliases(site, names)
        after = sorted(site.aliases.values_list("name", flat=True))
        if before != after:
            changes["aliases"] = ["、".join(before), "、".join(after)]
        if changes:
            site.changed_at = timezone.now()
            site.save()
            log(actor=actor, deed="places.change_site", subject=site, detail=changes)
    return changes
