"""The sample's figures, summed up plainly from the rows in the database."""

from typing import Any

from django.db.models import Sum

from shufang.activities.models import Activity, MediaReport
from shufang.circulation.models import PeriodCount
from tests.intake.sample import EXPECTED


def activities() -> dict[str, Any]:
    """The ledger's part of expected.json, from the database: what a ledger states."""
    held = Activity.objects.filter(state="held", stated__isnull=False)
    reports = MediaReport.objects.exclude(activity__isnull=False, activity__stated=None)
    sums = held.aggregate(s=Sum("stated__sign_ins"), a=Sum("stated__attendees"))
    return {
        "activities": held.count(),
        "signins": sums["s"],
        "persons": sums["a"],
        "media_reports": reports.count(),
        "by_category": {
            name: {
                "activities": held.filter(category__name=name).count(),
                "signins": held.filter(category__name=name).aggregate(s=Sum("stated__sign_ins"))[
                    "s"
                ],
                "media_reports": reports.filter(activity__category__name=name).count(),
            }
            for name in EXPECTED["by_category"]
        },
        "by_site": {
            name: {
                "activities": held.filter(site__name=f"{name}智慧书房").count(),
                "signins": held.filter(site__name=f"{name}智慧书房").aggregate(
                    s=Sum("stated__sign_ins")
                )["s"],
            }
            for name in EXPECTED["by_site"]
        },
    }


def loans() -> dict[str, Any]:
    rows = PeriodCount.objects.filter(counted="loans")
    return {
        name: {
            year: rows.filter(site__name=f"{name}智慧书房", day__year=year).aggregate(
                s=Sum("value")
            )["s"]
            for year in years
        }
        for name, years in EXPECTED["loans_by_site_year"].items()
    }


def visits() -> tuple[int, int, int]:
    """Visits, room-months nobody counted, new cards."""
    rows = PeriodCount.objects.filter(counted="visits")
    cards = PeriodCount.objects.filter(counted="new_cards").aggregate(s=Sum("value"))["s"]
    return rows.aggregate(s=Sum("value"))["s"], rows.filter(value=None).count(), cards


EXPECTED_ACTIVITIES = {
    key: EXPECTED[key]
    for key in ("activities", "signins", "persons", "media_reports", "by_category", "by_site")
}
EXPECTED_LOANS = EXPECTED["loans_by_site_year"]
EXPECTED_VISITS = (EXPECTED["visits"], EXPECTED["visits_missing"], EXPECTED["new_cards"])
