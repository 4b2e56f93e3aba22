"""Say what the columns of one source shape mean."""

from collections.abc import Mapping as Lookup
from typing import Any

from django.db import transaction

from shufang.intake import registry
from shufang.intake.models import ImportRun, Mapping
from shufang.intake.saying import Both
from shufang.shared.models import log

UNKNOWN = Both("没有“{field}”这一项。", "There is no field “{field}”.")
TWICE = Both(
    "两列都被指为“{field}”，请只留一列。", "Two columns are taken for “{field}”; leave one."
)


class BadMapping(ValueError):  # noqa: N818 (the reason is the user's, no fault of ours)
    """A mapping that cannot be: the reason in both languages."""

    def __init__(self, reason: Both) -> None:
        super().__init__(reason.zh)
        self.reason = reason


def change_mapping(
    *, run: ImportRun, shape: str, kind: str, columns: Lookup[str, str], actor: Any
) -> Mapping:
    """Remember heading -> field ("" leaves a column out) for every sheet with these headings.

    Takes effect with the next `analyse`, in this run and all later ones. Refused: a kind or field
    that does not exist, and two headings for one field.
    """
    importer = next((one for one in registry.importers() if one.kind == kind), None)
    if importer is None:
        raise BadMapping(UNKNOWN.put(field=kind))
    labels = {column.code: column.label for column in importer.columns}
    used = [field for field in columns.values() if field]
    for field in used:
        if field not in labels:
            raise BadMapping(UNKNOWN.put(field=field))
        if used.count(field) > 1:
            label = labels[field]
            raise BadMapping(Both(TWICE.zh.format(field=label.zh), TWICE.en.format(field=label.en)))
    with transaction.atomic():
        before = Mapping.objects.filter(shape=shape).first()
        mapping, _ = Mapping.objects.update_or_create(
            shape=shape,
            defaults={"kind": kind, "columns": dict(columns), "confirmed_by": str(actor)[:150]},
        )
        log(
            actor=actor, deed="intake.change_mapping", subject=run,
            detail={
                "kind": [before and before.kind, kind],
                "columns": [before and before.columns, dict(columns)],
            },
        )  # fmt: skip
    return mapping
