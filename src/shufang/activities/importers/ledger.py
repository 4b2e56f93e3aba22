"""What is in the ledger already, in the database and in this run: for duplicates and for media."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.utils import timezone

from shufang.activities.models import Activity, Category, MediaReport
from shufang.intake.desk import Desk
from shufang.places.models import Site
from shufang.shared.text import plain_name

Key = tuple[str, date, time | None, str]


@dataclass(slots=True)
class PlannedReport:
    """A media report to be inserted with (or for) its activity."""

    outlet: str
    day: date
    source: str
    level: str = ""
    title: str = ""
    link: str = ""


@dataclass(slots=True)
class PlannedActivity:
    """One row of a ledger, ready to be inserted."""

    site: Site
    category: Category
    national_type: str
    title: str
    day: date
    start: time | None
    end: time | None
    leader: str
    helpers: int | None
    state: str
    note: str
    source: str
    file: str
    sign_ins: int | None
    adults: int | None
    children: int | None
    attendees: int | None
    estimated: bool
    reports: list[PlannedReport] = field(default_factory=list)
    pk: int = 0  # once it is inserted


@dataclass(slots=True)
class Known:
    """An activity of the database, with its reports (outlet, title)."""

    pk: int
    title: str
    day: date
    start: time | None
    source: str
    counts: tuple[int | None, int | None]  # sign-ins, attendees
    reports: list[tuple[str, str]] | None = None


Entry = PlannedActivity | Known


class Ledger:
    """Finds the activity with the same room, day, start and title, planned or in the database.

    The database is read month by month, when the first row of a month comes along.
    """

    def __init__(self, analysis: Desk) -> None:
        self._entries: dict[Key, Entry] = {}
        self._by_day: dict[tuple[str, date], list[Entry]] | None = None
        self._months: set[tuple[int, int]] = set()
        self._there = Activity.objects.exists()

    def find(self, key: Key) -> Entry | None:
        if self._there and (key[1].year, key[1].month) not in self._months:
            self._load(key[1].year, key[1].month)
        return self._entries.get(key)

    def add(self, key: Key, planned: PlannedActivity) -> None:
        self._entries[key] = planned
        self._by_day = None

    def on(self, site: str, day: date) -> list[Entry]:
        """Every activity of a room on a day."""
        if self._there and (day.year, day.month) not in self._months:
            self._load(day.year, day.month)
        if self._by_day is None:
            self._by_day = {}
            for key, entry in self._entries.items():
                self._by_day.setdefault((key[0], key[1]), []).append(entry)
        return self._by_day.get((site, day), [])

    def on_day(self, day: date) -> list[Entry]:
        """Every activity of a day, in whatever room."""
        self.on("", day)
        return [e for (_s, d), entries in (self._by_day or {}).items() if d == day for e in entries]

    def _load(self, year: int, month: int) -> None:
        self._months.add((year, month))
        first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
        rows = Activity.objects.filter(day__range=(first, last)).values_list(
            "pk", "site__name", "day", "starts_at", "title", "source",
            "stated__sign_ins", "stated__attendees",
        )  # fmt: skip
        for pk, site, day, starts_at, title, source, sign_ins, attendees in rows.iterator():
            start = clock(starts_at)
            known = Known(pk, title, day, start, source, (sign_ins, attendees))
            self._entries.setdefault((site, day, start, plain_name(title)), known)
        self._by_day = None

    def planned(self) -> Iterator[PlannedActivity]:
        return (entry for entry in self._entries.values() if isinstance(entry, PlannedActivity))


def reports_of(entry: Known) -> list[tuple[str, str]]:
    """The outlets and titles of an activity's reports in the database."""
    if entry.reports is None:
        rows = MediaReport.objects.filter(activity_id=entry.pk).values_list("outlet", "title")
        entry.reports = list(rows)
    return entry.reports


def clock(moment: datetime | None) -> time | None:
    """The time on the site's own clock."""
    return timezone.localtime(moment).time().replace(tzinfo=None) if moment else None
