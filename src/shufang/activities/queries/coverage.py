"""What the media published: the register's list."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from shufang.activities.models import MediaReport
from shufang.shared.tables import Column, Table


def media_reports(
    *, words: str = "", first: date | None = None, last: date | None = None
) -> QuerySet[MediaReport]:
    """The reports asked for, newest first."""
    found = MediaReport.objects.select_related("activity__site", "activity__category")
    if words:
        found = found.filter(
            Q(outlet__icontains=words)
            | Q(title__icontains=words)
            | Q(activity__title__icontains=words)
            | Q(activity__site__name__icontains=words)
        )
    if first:
        found = found.filter(day__gte=first)
    if last:
        found = found.filter(day__lte=last)
    return found


def media_table(reports: Iterable[MediaReport]) -> Table:
    """The register as a table to take away."""
    columns = [
        Column(_("刊发日期"), "date"),
        Column(_("媒体")),
        Column(_("级别")),
        Column(_("标题")),
        Column(_("链接")),
        Column(_("活动名称")),
        Column(_("书房")),
        Column(_("分类")),
    ]
    rows = (
        [
            report.day,
            report.outlet,
            report.get_level_display(),
            report.title,
            report.link,
            report.activity.title,
            report.activity.site.name,
            report.activity.category.label,
        ]
        for report in reports
    )
    return Table(_("媒体报道"), columns, rows)
