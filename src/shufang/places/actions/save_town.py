"""Add or rename a town."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from shufang.places.actions.names import refuse_taken_town_name, set_town_aliases
from shufang.places.models import Town
from shufang.shared.changes import differences
from shufang.shared.holding import hold, take_turns
from shufang.shared.models import log


def save_town(*, actor: Any, town: Town | None, name: str, aliases: Sequence[str]) -> Town:
    """Write a town with its aliases; a town that is renamed keeps its old name as an alias.

    Refused: a name or alias that already means another town.
    """
    town = town or Town()
    with transaction.atomic():
        take_turns("places.names")
        if town.pk:
            hold(town)
        names = [*aliases, town.name] if town.pk and town.name != name else list(aliases)
        refuse_taken_town_name(name, field="name", itself=town if town.pk else None)
        for alias in names:
            refuse_taken_town_name(alias, field="aliases", itself=town if town.pk else None)
        changes = differences(town, {"name": name})
        town.name = name
        town.save()
        before = set_town_aliases(town, names)
        after = sorted(town.aliases.values_list("name", flat=True))
        if before != after:
            changes["aliases"] = ["、".join(before), "、".join(after)]
        if changes:
            log(actor=actor, deed="places.save_town", subject=town, detail=changes)
    return town
