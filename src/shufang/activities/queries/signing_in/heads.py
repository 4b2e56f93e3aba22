"""How many are there: check-ins and head counts, two streams that are never added."""

from dataclasses import dataclass

from django.db.models import Sum

from shufang.activities.choices import AgeBand, Grade, Stage
from shufang.activities.models import Activity, CheckIn, HeadCount, Registration
from shufang.activities.queries.who_came import counted

NOT_THERE = (Stage.CONFIRMED, Stage.OFFERED, Stage.ABSENT)


@dataclass(frozen=True)
class DoorCount:
    """One activity at the door, now."""

    households: int  # that came and count
    adults: int
    children: int
    present: int  # heads that have not left again
    missing: int  # registered, and not here yet or noted as absent
    unconfirmed: int  # later entries that wait for a second person
    left: int
    bands: dict[str, int]  # the other stream: heads by age band
    grades: dict[str, int]  # households by grade

    @property
    def heads(self) -> int:
        return self.adults + self.children

    @property
    def band_total(self) -> int:
        return sum(self.bands.values())


def heads_at(activity: Activity) -> DoorCount:
    """Three queries, whatever the size of the party."""
    alive = list(
        CheckIn.objects.filter(activity=activity, voided_at__isnull=True).values_list(
            "adults", "children", "grade", "confirmed_at", "left_at"
        )
    )
    certain = [row for row in alive if row[2] != Grade.D or row[3] is not None]
    grades = {grade.value: 0 for grade in Grade}
    for row in certain:
        grades[row[2]] += 1
    return DoorCount(
        households=len(certain),
        adults=sum(row[0] for row in certain),
        children=sum(row[1] for row in certain),
        present=sum(row[0] + row[1] for row in certain if row[4] is None),
        missing=Registration.objects.filter(activity=activity, stage__in=NOT_THERE).count(),
        unconfirmed=len(alive) - len(certain),
        left=sum(1 for row in certain if row[4] is not None),
        bands=bands_at(activity),
        grades=grades,
    )


def bands_at(activity: Activity) -> dict[str, int]:
    """Heads by age band, every band named; 0 is nobody counted."""
    found = dict(
        HeadCount.objects.filter(activity=activity, voided_at__isnull=True)
        .order_by()
        .values_list("band")
        .annotate(Sum("heads"))
    )
    return {band.value: found.get(band.value, 0) for band in AgeBand}


def somebody_counted(activity: Activity) -> bool:
    """Whether anybody was seen at this activity, in either stream."""
    return (
        CheckIn.objects.filter(counted(), activity=activity).exists()
        or HeadCount.objects.filter(activity=activity, voided_at__isnull=True).exists()
    )
