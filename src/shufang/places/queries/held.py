"""How many activities each room has seen; asked of the lake, for activities lie above us."""

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from shufang.lake import ask
from shufang.shared.period import Period

BEGINNING = date(2000, 1, 1)  # before any network kept records


def all_time(today: date | None = None) -> Period:
    """From the beginning of records until today."""
    return Period(BEGINNING, today or timezone.localdate())


def activities_by_site(period: Period) -> Mapping[int, int]:
    """Activities held by room; a room without any is left out and has had none."""
    answer = ask("activities_held", period, by=["site"])
    return {int(str(row.keys[0])): int(row.value or 0) for row in answer.rows}
