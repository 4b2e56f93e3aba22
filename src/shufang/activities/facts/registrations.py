"""Who wanted to come, and how many places there were."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from shufang.activities.choices import SEATED, Grade, Places, Stage, State, Way
from shufang.activities.facts.common import ACTIVITY_COLUMNS, ESTIMATED, OF_AN_ACTIVITY
from shufang.activities.models import Activity, CheckIn, Registration, Step
from shufang.lake import Column, Dimension, FactTable
from shufang.shared.period import next_month
from shufang.shared.secrets import pseudonym

STAGE = Dimension(
    "stage", "报名状态", "Stage", key="f.stage", kind="code", choices=lambda: Stage.choices
)
WAY = Dimension("way", "报名途径", "Way", key="f.way", kind="code", choices=lambda: Way.choices)


def _registrations(month: date) -> Iterator[Sequence[Any]]:
    """The parties of an activity, then its places."""
    shown = Q(state__in=(State.SCHEDULED, State.HELD))
    activities = Activity.objects.filter(shown, day__gte=month, day__lt=next_month(month))
    rows = activities.filter(rules__isnull=False).values_list(
        "day", "site_id", "category_id", "national_type", "id", "state", "rules__way",
        "rules__places",
    )  # fmt: skip
    parties = _parties(activities)
    for row in rows.order_by("day", "id"):
        of, (state, way, places) = row[:5], row[5:]
        held, taken, filled = state == State.HELD, 0, None
        own = parties.get(of[4], ())
        told = any(party[0] == Stage.ATTENDED for party in own)  # else nobody knows who came
        for stage, missed, by, size, takes, first, household, waited in own:
            taken += takes if stage in SEATED else 0
            if stage == Stage.ATTENDED:
                filled = (filled or 0) + takes
            yield (
                *of, "party", held, Stage.ABSENT if missed and told else stage, by, size, takes,
                first, household, waited, told, None, None, None, False,
            )  # fmt: skip
        if way != Places.OPEN and places:
            yield (
                *of, "places", held, None, None, None, None, None, None, False, told, places,
                taken, filled, False,
            )  # fmt: skip


def _parties(activities: Iterable[Activity]) -> dict[int, list[tuple[Any, ...]]]:
    """By activity: stage, whether its place was released because nobody came, way, size, places
    taken, first time, household, waited in vain.

    Whose sign-in was entered later and confirmed by nobody yet has not come as far as figures go.
    """
    entered = CheckIn.objects.filter(
        registration=OuterRef("pk"), voided_at=None, grade=Grade.D, confirmed_at=None
    )
    before = Step.objects.filter(registration=OuterRef("pk")).order_by("-at", "-id")
    rows = Registration.objects.filter(activity__in=activities).annotate(
        last_before=Subquery(before.values("before")[:1]), only_entered=Exists(entered)
    )
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    columns = (
        "activity_id", "stage", "way", "adults", "children", "takes", "first_time",
        "household_id", "last_before", "only_entered",
    )  # fmt: skip
    for row in rows.order_by("number", "id").values_list(*columns):
        activity, stage, way, adults, children, takes, first, household, was, only_entered = row
        if only_entered and stage == Stage.ATTENDED:
            stage = Stage.CONFIRMED
        someone = None if household is None else pseudonym(household, "household")
        waited = stage == Stage.WAITING or (stage == Stage.EXPIRED and was == Stage.WAITING)
        missed = stage == Stage.EXPIRED and was == Stage.CONFIRMED
        found[activity].append(
            (stage, missed, way, adults + children, takes, first, someone, waited)
        )
    return dict(found)


REGISTRATIONS = FactTable(
    "registrations",
    "报名",
    "Registrations",
    grain="one party's registration for an activity that is planned or was held, and one row with "
    "the places of each activity that has some to give out",
    columns=(
        *ACTIVITY_COLUMNS,
        Column("kind", "行", "Row", "text"),
        Column("held", "已举办", "Held", "flag"),
        Column("stage", "报名状态", "Stage", "text"),
        Column("way", "报名途径", "Way", "text"),
        Column("party", "人数", "Party", "integer"),
        Column("takes", "占名额", "Places taken", "integer"),
        Column("first_time", "第一次来", "First time", "flag"),
        Column("household", "家庭代号", "Household pseudonym", "id"),
        Column("waited", "没有等到名额", "Waited in vain", "flag"),
        Column("named", "有逐户签到", "Signed in by household", "flag"),
        Column("places", "名额", "Places", "integer"),
        Column("taken", "已给名额", "Places given", "integer"),
        Column("filled", "到场名额", "Places filled", "integer"),
        ESTIMATED,
    ),
    dimensions=OF_AN_ACTIVITY | {"stage", "way"},
    rows=_registrations,
    months=lambda: Activity.objects.filter(
        state__in=(State.SCHEDULED, State.HELD), rules__isnull=False
    ).dates("day", "month"),
    silence=0,
    order="f.day, f.activity",
)
