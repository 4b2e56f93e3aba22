"""What everybody may know of a draw: before, while it is open, after closing, and when drawn.

An application appears by its number, the places it takes and its weight; no name, no phone.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from shufang.activities.choices import Stage
from shufang.activities.models import Activity, Draw, Registration
from shufang.activities.queries.drawing.recompute import FORMAT, hash_of_file, hash_of_list
from shufang.activities.queries.drawing.window import is_closed


@dataclass(frozen=True)
class Line:
    """One application in the published list."""

    number: int
    takes: int
    weight: int
    place: int = 0  # in the drawn order
    given: bool = False


@dataclass(frozen=True)
class Published:
    """The page of a draw; `record` is the file."""

    record: dict[str, Any]
    lines: list[Line] = field(default_factory=list)


def published(draw: Draw) -> Published:
    """The record as it was drawn or, before, as much as may be known."""
    if draw.drawn_at is not None:
        record = {"hash": hash_of_file(draw.record), **draw.record}
        places = {number: place for place, number in enumerate(record["order"], 1)}
        given = frozenset(record["given"])
        lines = [
            Line(a["number"], a["takes"], a["weight"], places[a["number"]], a["number"] in given)
            for a in record["applications"]
        ]
        return Published(record, sorted(lines, key=lambda line: line.place))
    record = before_the_draw(draw)
    if not is_closed(draw.activity):  # while it is open nobody learns how many there are
        del record["applications"], record["list_hash"]
    lines = [Line(a["number"], a["takes"], a["weight"]) for a in record.get("applications", [])]
    return Published(record, lines)


def before_the_draw(draw: Draw) -> dict[str, Any]:
    """All that a draw starts from, but the seed."""
    rules = draw.activity.rules
    applications = [
        {
            "number": found.pk,
            "takes": found.takes,
            "weight": draw.first_timer_weight if found.first_time else 1,
        }
        for found in applications_of(draw.activity)
    ]
    return {
        "format": FORMAT,
        "activity": draw.activity_id,
        "seed_hash": draw.seed_hash,
        "committed_at": draw.committed_at.isoformat(),
        "places": rules.places - rules.taken,
        "counted": rules.counted,
        "first_timer_weight": draw.first_timer_weight,
        "applications": applications,
        "list_hash": hash_of_list(applications),
    }


def applications_of(activity: Activity) -> QuerySet[Registration]:
    """Those in the draw, in the order of their numbers; who cancelled is out."""
    return Registration.objects.filter(activity=activity, stage=Stage.APPLIED).order_by("pk")
