"""Who came: the one fact of check-ins, head counts and stated counts."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shufang.activities.choices import CountSource, Grade, State
from shufang.activities.facts.common import ACTIVITY_COLUMNS, ESTIMATED, OF_AN_ACTIVITY
from shufang.activities.models import Activity, CheckIn
from shufang.activities.queries.who_came import HEADS, NAMED, STATED, counted, heads_of
from shufang.lake import Column, Dimension, FactTable
from shufang.lake.dimensions import CHECK_IN, HEAD_COUNT, LEDGER, STAFF
from shufang.shared.period import next_month
from shufang.shared.secrets import pseudonym

GRADES = (
    *Grade.choices,
    (HEADS, _("只清点人数")),
    (CountSource.LEDGER.value, _("台账")),
    (STATED, _("工作人员填写")),
)
GRADE = Dimension(
    "grade", "证据等级", "Evidence grade", key="f.grade", kind="code", choices=lambda: GRADES
)


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
