"""附件: the rows behind the report, and what each of its figures means."""

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shufang.activities.models import Activity
from shufang.lake import Key, registry
from shufang.reports.chapters.kit import Material
from shufang.reports.document import (
    Attachment,
    Cell,
    Column,
    Paragraph,
    Run,
    Table,
    printed,
)
from shufang.reports.queries.activity_lists import Record, listed_activities, media_reports
from shufang.reports.queries.evidence import RECORDED_HERE, TOTALS
from shufang.reports.queries.figure_book import day, gaps, number


def attachments(material: Material) -> tuple[Attachment, ...]:
    """Activity list, media list (left out while empty), definitions of every figure used."""
    found = [_activities(material)] if material.evidence.total("activities_held") else []
    if material.evidence.total("media_reports"):
        found.append(_media(material))
    return (*found, _definitions(material))


def _activities(material: Material) -> Attachment:
    columns = (
        Column(_("序号"), "center", 0.6),
        Column(_("日期"), "left", 1.4),
        Column(_("书房"), "left", 2.0),
        Column(_("活动名称"), "left", 3.4),
        Column(_("分类"), "left", 1.5),
        Column(_("带领人"), "left", 1.2),
        Column(pgettext("column", "报名"), "right", 0.7),
        Column(_("签到数"), "right", 0.8),
        Column(_("参与人次"), "right", 0.9),
        Column(pgettext("column", "满意率"), "right", 0.8),
        Column(_("报道"), "right", 0.6, blank_zero=True),
    )
    names = {line.key: line.name for line in material.evidence.categories}
    rows = tuple(
        _activity_row(order, activity, names, record)
        for order, (activity, record) in enumerate(
            listed_activities(material.evidence.period), start=1
        )
    )
    # In English its headings need more room than an upright page has.
    table = replace(_listed(columns, rows), wide=material.english)
    return Attachment(_("活动明细"), (table,), key="activities")


def _listed(columns: tuple[Column, ...], rows: tuple[tuple[Cell, ...], ...]) -> Table:
    """A list without the columns that nobody filled; the attachment's title stands above it."""
    kept = [
        at for at, column in enumerate(columns)
        if any(printed(row[at], column).strip() for row in rows)
    ]  # fmt: skip
    return Table(
        "",
        tuple(columns[at] for at in kept),
        tuple(tuple(row[at] for at in kept) for row in rows),
        numbered=False,
    )


def _activity_row(
    order: int, activity: Activity, names: Mapping[Key, str], record: Record
) -> tuple[str | int | None, ...]:
    return (
        order,
        activity.day.isoformat(),
        activity.site.name,
        activity.title,
        names.get(activity.category_id, activity.category.name),
        activity.leader,
        record.registrations,
        record.came.sign_ins,
        record.came.attendees,
        None if record.satisfied is None else f"{number(record.satisfied)}%",
        len(activity.media_reports.all()),
    )


def _media(material: Material) -> Attachment:
    columns = (
        Column(_("序号"), "center", 0.6),
        Column(_("日期"), "left", 1.2),
        Column(_("媒体"), "left", 1.4),
        Column(_("报道标题"), "left", 2.4),
        Column(_("活动名称"), "left", 2.2),
        Column(_("书房"), "left", 1.8),
    )
    rows = tuple(
        (
            order,
            report.day.isoformat(),
            report.outlet,
            report.title,
            report.activity.title,
            report.activity.site.name,
        )
        for order, report in enumerate(media_reports(material.evidence.period), start=1)
    )
    return Attachment(_("媒体报道清单"), (_listed(columns, rows),), key="media")


def _definitions(material: Material) -> Attachment:
    """What each figure counts and does not count, where it comes from, and what it lacks."""
    evidence, english = material.evidence, material.english
    blocks = [
        Paragraph.of(
            _("本报告的数字都由下列口径计算，报告期为%(start)s至%(end)s，数据截至%(last)s。")
            % {
                "start": day(evidence.period.start),
                "end": day(evidence.period.end),
                "last": day(evidence.period.last),
            }
        )
    ]
    for code in TOTALS:
        measure, total = registry.measure(code), evidence.totals[code]
        if total.value is None or (code in RECORDED_HERE and not total.value):
            continue
        lacks = gaps(total)
        state = _("本报告期：%(gaps)s。") % {"gaps": lacks} if lacks else ""
        name = measure.en if english else measure.zh
        meaning = measure.definition_en if english else measure.definition_zh
        unit = measure.unit_en if english else measure.unit
        called = {"name": name, "unit": unit, "code": code}
        same = unit.lower() == name.lower()
        blocks.append(
            Paragraph.of(
                Run(
                    (_("%(name)s（%(code)s）") if same else _("%(name)s（%(unit)s，%(code)s）"))
                    % called,
                    strong=True,
                ),
                _("："),
                meaning,
                state,
            )
        )
    blocks += _counted_from_the_list(material)
    return Attachment(_("数据口径说明"), tuple(blocks), key="definitions")


def _counted_from_the_list(material: Material) -> list[Paragraph]:
    """Leaders and helpers are no measures: they are counted from the list of activities."""
    found, blocks = material.evidence.leading, []
    if found.leaders:
        blocks.append(
            Paragraph.of(
                Run(_("带领人数（位）"), strong=True),
                _("："),
                _("按活动明细“带领人”一栏的姓名计，同名只计一位；没有写姓名的活动不计。"),
            )
        )
    if found.helpers is not None:
        blocks.append(
            Paragraph.of(
                Run(_("志愿者服务人次（人次）"), strong=True),
                _("："),
                _("各场活动所记志愿者人数之和，一人服务一场计一次；没有记的活动不计。"),
            )
        )
    return blocks
