"""Before and after, as the log keeps them."""

from collections.abc import Mapping

from django.db import models


def differences(row: models.Model, wanted: Mapping[str, object]) -> dict[str, list[str]]:
    """Field -> [before, after] of what the wanted values would change."""
    return {
        field: [written(getattr(row, field)), written(value)]
        for field, value in wanted.items()
        if getattr(row, field) != value
    }


def beginnings(wanted: Mapping[str, object]) -> dict[str, list[str]]:
    """The same of a row that is new: there was nothing before."""
    return {field: ["", written(value)] for field, value in wanted.items()}


def change(row: models.Model, wanted: Mapping[str, object]) -> None:
    """Give the row the wanted values; saving is the caller's."""
    for field, value in wanted.items():
        setattr(row, field, value)


def save_changes(row: models.Model, wanted: Mapping[str, object]) -> dict[str, list[str]]:
    """Give the row the wanted values and save it, where any of them differs; gives what changed, of
    a new row everything."""
    changes = differences(row, wanted) if row.pk else beginnings(wanted)
    if changes:
        change(row, wanted)
        row.save()
    return changes


def written(value: object) -> str:
    return "" if value is None else str(value)
