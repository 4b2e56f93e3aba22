"""What stands in the printed plan of an activity."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.activities.choices import Decision, Places
from shufang.activities.models import Activity, Plan
from shufang.activities.queries.planning.tables import (
    SHAPES,
    Column,
    budget_line,
    budget_total,
    cell_text,
    yuan,
)
from shufang.activities.queries.words import ages_words, clock_words, where_words
from shufang.shared.days import full_day, full_day_words

PRINTED = ("flow", "staffing", "materials", "budget", "books", "risks")
NARROW = {"time", "quantity", "copies", "unit_price", "who", "lead", "ready", "people", "post"}


@dataclass(frozen=True)
class Grid:
    """A table: headings, rows, how wide each column is beside the others, which are numbers."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    numbers: frozenset[int] = frozenset()
    total: Sequence[str] | None = None


@dataclass(frozen=True)
class Section:
    heading: str
    texts: Sequence[str] = ()
    grid: Grid | None = None


@dataclass(frozen=True)
class PrintedPlan:
    """The whole document; `facts` are pairs of a name and what it is. A name too long for the
    title's one line stands alone, with the kind of paper below it."""

    title: str
    name: str
    kind: str
    subtitle: str
    facts: Sequence[tuple[str, str]]
    sections: Sequence[Section]
    approval: Grid
    small_print: str


def printed_plan(activity: Activity) -> PrintedPlan:
    """The plan as it stands, with its approval; empty parts are left out."""
    plan = activity.plan
    sections = [
        Section(_("背景"), _lines(plan.background)),
        Section(_("目标"), _lines(plan.objectives)),
        Section(_("会发生什么"), _lines(activity.description)),
        *(_table(plan, code) for code in PRINTED),
        Section(_("传播途径"), _lines(plan.channels)),
        Section(_("预期效果"), _lines(plan.expected)),
    ]
    return PrintedPlan(
        title=_("%(title)s策划方案") % {"title": activity.title},
        name=activity.title,
        kind=_("策划方案"),
        subtitle=f"{activity.site.name} · {full_day(activity.day)}",
        facts=_facts(activity, plan),
        sections=[each for each in sections if each.texts or each.grid],
        approval=_approval(activity),
        small_print=_("未成年人参加须有监护人同意；拍照须有拍照授权。打印于 %(at)s。")
        % {"at": f"{timezone.localtime():%Y-%m-%d %H:%M}"},
    )


def _facts(activity: Activity, plan: Plan) -> list[tuple[str, str]]:
    when = f"{full_day_words(activity.day)} {clock_words(activity)}".strip()
    around = _("布置 %(a)s 分钟，收拾 %(b)s 分钟") % {
        "a": activity.setup_minutes,
        "b": activity.teardown_minutes,
    }
    return [
        (_("时间"), when),
        (_("地点"), where_words(activity)),
        (_("分类"), activity.category.label),
        (_("国家统计类型"), activity.get_national_type_display()),
        (_("适合谁"), _for_whom(activity)),
        (_("名额"), _places(activity)),
        (_("带领人"), activity.leader or "—"),
        (_("策划人"), plan.made_by or "—"),
        (_("布置与收拾"), around),
        (_("状态"), activity.get_state_display()),
    ]


def _for_whom(activity: Activity) -> str:
    said = (str(activity.get_audience_display()), ages_words(activity))
    return " · ".join(each for each in said if each) or "—"


def _places(activity: Activity) -> str:
    rules = getattr(activity, "rules", None)
    if rules is None:
        return "—"
    if rules.way == Places.OPEN:
        return str(rules.get_way_display())
    said = _("%(n)s %(unit)s，%(way)s") % {
        "n": rules.places,
        "unit": rules.get_counted_display(),
        "way": rules.get_way_display(),
    }
    if rules.waiting_places:
        said += _("，候补 %(n)s") % {"n": rules.waiting_places}
    return said


def _table(plan: Plan, code: str) -> Section:
    shape, rows = SHAPES[code], getattr(plan, code)
    heading = str(shape.title)
    if not rows:
        return Section(heading)
    columns = [*shape.columns]
    body = [[_cell(column, row.get(column.code)) for column in columns] for row in rows]
    headings = [str(column.label) for column in columns]
    widths = [_width(column) for column in columns]
    numbers = {n for n, column in enumerate(columns) if column.kind in ("number", "money")}
    total = None
    if code == "budget":  # with what each line comes to, as accountants want it
        headings.insert(3, _("小计（元）"))
        widths.insert(3, 0.9)
        numbers.add(3)
        for line, row in zip(body, rows, strict=True):
            line.insert(3, yuan(budget_line(row)))
        total = [_("合计"), "", "", yuan(budget_total(rows)), ""]
    return Section(heading, grid=Grid(headings, body, widths, frozenset(numbers), total))


def _cell(column: Column, value: object) -> str:
    if column.kind == "check":
        return _("是") if value else _("否")
    return cell_text(column, value)


def _width(column: Column) -> float:
    if column.wide:
        return 2.2
    return 0.9 if column.code in NARROW else 1.2


def _approval(activity: Activity) -> Grid:
    comments = activity.comments.exclude(decision=Decision.COMMENT, text="")
    rows = [
        [
            str(comment.get_decision_display()),
            comment.text,
            str(comment.user or "—"),
            f"{timezone.localtime(comment.at):%Y-%m-%d %H:%M}",
        ]
        for comment in comments.select_related("user")
    ]
    rows.append([_("签字"), "", "", ""])
    return Grid([_("步骤"), _("意见"), _("姓名"), _("日期")], rows, [0.9, 2.6, 0.9, 1.2])


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
