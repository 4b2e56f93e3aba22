"""Who is expected and who has come: the list in the hands of the staff."""

import unicodedata
from dataclasses import dataclass

from shufang.activities.choices import Stage
from shufang.activities.models import Activity, CheckIn, Registration

ON_THE_LIST = (
    Stage.APPLIED,
    Stage.WAITING,
    Stage.OFFERED,
    Stage.CONFIRMED,
    Stage.ATTENDED,
    Stage.ABSENT,
    Stage.EXPIRED,
)


@dataclass(frozen=True)
class Row:
    """One party, or one check-in without a registration."""

    registration: Registration | None
    check_in: CheckIn | None

    @property
    def key(self) -> str:
        """Of its line on the page."""
        return f"r{self.registration.pk}" if self.registration else f"c{self._came.pk}"

    @property
    def name(self) -> str:
        thing = self.registration or self._came
        return thing.name

    @property
    def last_four(self) -> str:
        return self.registration.last_four if self.registration else ""

    @property
    def adults(self) -> int:
        return (self.check_in or self.registration or self._came).adults

    @property
    def children(self) -> int:
        return (self.check_in or self.registration or self._came).children

    @property
    def _came(self) -> CheckIn:
        assert self.check_in is not None
        return self.check_in


def roster(activity: Activity, search: str = "") -> list[Row]:
    """Those who are not here yet first, by name's place in the queue; then those who have come,
    the latest first. The search looks at names and last four digits."""
    registrations = list(
        Registration.objects.filter(activity=activity, stage__in=ON_THE_LIST).select_related(
            "household"
        )
    )
    came = {}
    rows = []
    for check_in in CheckIn.objects.filter(activity=activity, voided_at__isnull=True):
        if check_in.registration_id is None:
            rows.append(Row(None, check_in))
        else:
            came[check_in.registration_id] = check_in
    rows += [Row(party, came.get(party.pk)) for party in registrations]
    wanted = plain(search)
    if wanted:
        rows = [row for row in rows if wanted in plain(row.name) or wanted in row.last_four]
    expected = [row for row in rows if row.check_in is None]
    here = [row for row in rows if row.check_in is not None]
    expected.sort(key=_place)
    here.sort(key=lambda row: (row._came.at, row._came.pk), reverse=True)
    return expected + here


def row_of(registration: Registration | None, check_in: CheckIn | None) -> Row:
    """One line as it stands now."""
    if check_in is not None and check_in.voided_at is not None:
        check_in = None
    return Row(registration, check_in)


def households_on(rows: list[Row]) -> list[int | None]:
    """Whose data the page shows, for the families' own record of it."""
    return [
        (row.registration or row._came).household_id if row.registration or row.check_in else None
        for row in rows
    ]


def plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


def _place(row: Row) -> tuple[int, int, int]:
    """Those with a place before those who wait, those before who lost theirs."""
    party = row.registration
    assert party is not None
    order = {Stage.CONFIRMED: 0, Stage.OFFERED: 0, Stage.ATTENDED: 0, Stage.WAITING: 1}
    return order.get(Stage(party.stage), 2), party.number, party.pk
