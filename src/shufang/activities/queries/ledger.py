"""The ledger of activities: what the list page and its exports show."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shufang.activities.choices import State
from shufang.activities.models import Activity, CheckIn, HeadCount
from shufang.activities.queries.who_came import Came, counted, who_came
from shufang.shared.tables import Column, Table

GAPS = {
    "sign_ins": gettext_lazy("缺签到数"),
    "attendees": gettext_lazy("缺参与人次"),
    "time": gettext_lazy("缺开始时间"),
}


@dataclass(frozen=True)
class LedgerFilter:
    """What the reader of the list asked for; every part may be left out."""

    words: str = ""
    first: date | None = None
    last: date | None = None
    site: int | None = None
    category: int | None = None
    state: str = ""
    gap: str = ""  # a key of GAPS
    run: int | None = None

    @property
    def is_empty(self) -> bool:
        return self == LedgerFilter()


def ledger(asked: LedgerFilter) -> QuerySet[Activity]:
    """The activities asked for, newest first, ready for a list (one query, however many rows)."""
    found = Activity.objects.select_related("site", "category", "stated").annotate(
        reports=Count("media_reports")
    )
    wanted: Mapping[str, Any] = {
        "day__gte": asked.first,
        "day__lte": asked.last,
        "site": asked.site,
        "category": asked.category,
        "state": asked.state or None,
        "import_run": asked.run,
    }
    found = found.filter(**{field: value for field, value in wanted.items() if value is not None})
    if asked.words:
        found = found.filter(
            Q(title__icontains=asked.words)
            | Q(leader__icontains=asked.words)
            | Q(site__name__icontains=asked.words)
            | Q(note__icontains=asked.words)
        )
    named = Exists(CheckIn.objects.filter(counted(), activity=OuterRef("pk")))
    heads = Exists(HeadCount.objects.filter(voided_at=None, activity=OuterRef("pk")))
    if asked.gap == "sign_ins":
        found = found.filter(~named, state=State.HELD, stated__sign_ins=None)
    elif asked.gap == "attendees":
        parts_unknown = Q(stated__adults=None) | Q(stated__children=None)
        unknown = found.filter(parts_unknown, state=State.HELD, stated__attendees=None)
        found = unknown.filter(~named, ~heads)
    elif asked.gap == "time":
        found = found.filter(starts_at=None)
    return found.order_by("-day", "-starts_at", "id")  # counting reports drops the model's order


def titles(ids: Iterable[int]) -> dict[int, str]:
    """The titles of the activities with these ids; for the rows behind a figure."""
    return {pk: found.title for pk, found in Activity.objects.only("title").in_bulk(ids).items()}


def ledger_table(activities: Iterable[Activity]) -> Table:
    """The ledger as a table to take away."""
    columns = [
        Column(_("日期"), "date"),
        Column(_("开始时间")),
        Column(_("书房")),
        Column(_("分类")),
        Column(_("活动名称")),
        Column(_("带领人")),
        Column(_("志愿者（人）"), "integer"),
        Column(_("签到数"), "integer"),
        Column(_("成人"), "integer"),
        Column(_("儿童"), "integer"),
        Column(_("参与人次"), "integer"),
        Column(_("媒体报道（篇）"), "integer"),
        Column(_("状态")),
        Column(_("备注")),
        Column(_("来源")),
    ]
    found = list(activities)
    came = who_came(found)
    return Table(_("活动台账"), columns, (_row(each, came[each.pk]) for each in found))


def _row(activity: Activity, came: Came) -> list[object]:
    starts = activity.starts_at
    return [
        activity.day,
        f"{timezone.localtime(starts):%H:%M}" if starts else "",
        activity.site.name,
        activity.category.label,
        activity.title,
        activity.leader,
        activity.helpers,
        came.sign_ins,
        came.adults,
        came.children,
        came.attendees,
        getattr(activity, "reports", None),
        activity.get_state_display(),
        activity.note,
        activity.source,
    ]
