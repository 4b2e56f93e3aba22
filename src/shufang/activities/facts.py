"""Activities that were held, their registrations, and media reports, as they go to the lake.

Nothing personal goes there: no leader, no title, no link, and of a family only a pseudonym. Pages
that list the rows behind a figure fetch titles from the database by the activity's id.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from shufang.activities.choices import (
    SEATED,
    CountSource,
    Grade,
    NationalType,
    Places,
    Stage,
    State,
    Way,
)
from shufang.activities.models import Activity, Category, CheckIn, MediaReport, Registration, Step
from shufang.activities.queries.who_came import HEADS, NAMED, STATED, counted, heads_of
from shufang.lake import Column, Dimension, FactTable, NameTable, registry, touch
from shufang.lake.dimensions import CHECK_IN, HEAD_COUNT, LEDGER, STAFF
from shufang.shared.period import next_month
from shufang.shared.secrets import pseudonym

GRADES = (
    *Grade.choices,
    (HEADS, _("只清点人数")),
    (CountSource.LEDGER.value, _("台账")),
    (STATED, _("工作人员填写")),
)


def touch_activity(*days: date) -> None:
    """An activity's state, room, category or day has changed: so have the rows of all facts that
    tell them."""
    for fact in registry.facts():
        if any(column.code == "activity" for column in fact.columns):
            touch(fact.code, *days)


def _categories() -> Iterator[tuple[Any, ...]]:
    rows = Category.objects.order_by("order", "id").values_list("id", "name", "name_en")
    for order, (key, name, name_en) in enumerate(rows):
        yield (key, name, name_en, order)


CATEGORIES = NameTable("category", rows=_categories)
CATEGORY = Dimension(
    "category", "分类", "Category", key="f.category", kind="id", table="category", whole=True
)
NATIONAL_TYPE = Dimension(
    "national_type",
    "国家统计类型",
    "National type",
    key="f.national_type",
    kind="code",
    choices=lambda: NationalType.choices,
)
GRADE = Dimension(
    "grade", "证据等级", "Evidence grade", key="f.grade", kind="code", choices=lambda: GRADES
)
STAGE = Dimension(
    "stage", "报名状态", "Stage", key="f.stage", kind="code", choices=lambda: Stage.choices
)
WAY = Dimension("way", "报名途径", "Way", key="f.way", kind="code", choices=lambda: Way.choices)
OF_AN_ACTIVITY = frozenset({"category", "national_type", "site", "town", "month", "year"})
ACTIVITY_COLUMNS = (
    Column("day", "日期", "Day", "day"),
    Column("site", "书房", "Room", "id"),
    Column("category", "分类", "Category", "id"),
    Column("national_type", "国家统计类型", "National type", "text"),
    Column("activity", "活动", "Activity", "id"),
)
ESTIMATED = Column("estimated", "估计", "Estimated", "flag")


def _attendance(month: date) -> Iterator[Sequence[Any]]:
    """Every activity held has one row at least, so that it is counted even where nobody said who
    came. It has one for each check-in once any counts, else one of the heads or of what was
    stated."""
    during = {"day__gte": month, "day__lt": next_month(month)}
    inside = {f"activity__{name}": value for name, value in during.items()}
    named = _check_ins(Q(**inside, activity__state=State.HELD))
    heads = heads_of(Q(**inside, activity__state=State.HELD))
    rows = Activity.objects.filter(state=State.HELD, **during).values_list(
        "day", "site_id", "category_id", "national_type", "id", "import_run_id",
        "stated__sign_ins", "stated__adults", "stated__children", "stated__attendees",
        "stated__source", "stated__estimated",
    )  # fmt: skip
    for row in rows.order_by("day", "id"):
        of, run, sign_ins, adults, children = row[:5], *row[5:9]
        attendees, source, estimated = row[9:]
        if of[4] in named:
            yield from ((*of, *check_in) for check_in in named[of[4]])
            continue
        if attendees is None and adults is not None and children is not None:
            attendees = adults + children
        source = source or (STAFF if run is None else LEDGER)
        grade, stream = STATED if source == STAFF else LEDGER, STATED
        if came := heads.get(of[4]):
            adults, children, attendees = came.adults, came.children, came.attendees
            stream, source = HEADS, HEAD_COUNT
            grade = HEADS if sign_ins is None else grade
        yield (
            *of, sign_ins, adults, children, attendees, None, None, stream, grade, source,
            bool(estimated) and stream == STATED,
        )  # fmt: skip


def _check_ins(which: Q) -> dict[int, list[tuple[Any, ...]]]:
    """The rows of each activity's check-ins that count, from the number of households on."""
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    rows = CheckIn.objects.filter(counted(), which).order_by("at", "id")
    for activity, adults, children, household, first, grade in rows.values_list(
        "activity_id", "adults", "children", "household_id", "first_time", "grade"
    ):
        someone = None if household is None else pseudonym(household, "household")
        found[activity].append(
            (1, adults, children, adults + children, someone, first, NAMED, grade, CHECK_IN, False)
        )
    return dict(found)


ATTENDANCE = FactTable(
    "attendance",
    "活动与到场",
    "Attendance",
    grain="one check-in that counts of an activity that was held; where it has none, its counted "
    "heads, its stated count, or the activity alone",
    columns=(
        *ACTIVITY_COLUMNS,
        Column("households", "签到数", "Sign-ins", "integer"),
        Column("adults", "成人", "Adults", "integer"),
        Column("children", "儿童", "Children", "integer"),
        Column("attendees", "参与人次", "Attendees", "integer"),
        Column("household", "家庭代号", "Household pseudonym", "id"),
        Column("first_time", "第一次来", "First time", "flag"),
        Column("stream", "记录方式", "Stream", "text"),
        Column("grade", "证据等级", "Evidence grade", "text"),
        Column("source", "来源", "Source", "text"),
        ESTIMATED,
    ),
    dimensions=OF_AN_ACTIVITY | {"source", "grade"},
    rows=_attendance,
    months=lambda: Activity.objects.filter(state=State.HELD).dates("day", "month"),
    silence=0,
    order="f.day, f.activity",
)


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
                first, household, waited, None, None, None, False,
            )  # fmt: skip
        if way != Places.OPEN and places:
            yield (
                *of, "places", held, None, None, None, None, None, None, False, places, taken,
                filled, False,
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


def _media_reports(month: date) -> Iterator[Sequence[Any]]:
    rows = MediaReport.objects.filter(day__gte=month, day__lt=next_month(month)).values_list(
        "day", "activity__site_id", "activity__category_id", "activity__national_type",
        "activity_id", "id", "level", "import_run_id",
    )  # fmt: skip
    for *row, run in rows.order_by("day", "id"):
        yield (*row, STAFF if run is None else LEDGER, False)


MEDIA_REPORTS = FactTable(
    "media_reports",
    "媒体报道",
    "Media reports",
    grain="one report in one outlet about one activity",
    columns=(
        *ACTIVITY_COLUMNS,
        Column("report", "报道", "Report", "id"),
        Column("level", "级别", "Level", "text"),
        Column("source", "来源", "Source", "text"),
        ESTIMATED,
    ),
    dimensions=OF_AN_ACTIVITY | {"source"},
    rows=_media_reports,
    months=lambda: _months_with_reports(),
    silence=0,
    order="f.day, f.report",
)


def _months_with_reports() -> Iterable[date]:
    return MediaReport.objects.dates("day", "month")
