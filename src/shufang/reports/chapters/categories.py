"""（三）分类成效: what came of each category."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shufang.activities.models import Category
from shufang.reports.chapters.execution import account_note
from shufang.reports.chapters.kit import Chapter, Material, TextBlock
from shufang.reports.document import Block, Chart, Column, Heading, Paragraph, Table
from shufang.reports.queries.activity_lists import fullest_activities
from shufang.reports.queries.evidence import Evidence, Line
from shufang.reports.queries.figure_book import number, share
from shufang.reports.texts import Figure, paragraphs
from shufang.shared.charts import CATEGORY, Bar, bars


def _lead(evidence: Evidence) -> str:
    return _("各分类的场次见{图:categories}，签到、场均与媒体报道见图后的表。")


LEAD = TextBlock("categories.lead", gettext_lazy("分类成效：引言"), _lead)


def build(material: Material) -> list[Block]:
    evidence = material.evidence
    lines = [line for line in evidence.categories if line["activities_held"]]
    if not lines:
        return []
    blocks: list[Block] = [Heading(2, _("分类成效")), *material.say(LEAD)]
    blocks += _chart(evidence, lines)
    for line in lines:
        blocks += [Heading(3, line.name), *_results(evidence, line)]
    return blocks


def _chart(evidence: Evidence, lines: list[Line]) -> list[Block]:
    tokens = dict(Category.objects.values_list("pk", "colour"))
    held = [
        Bar(
            line.name,
            line["activities_held"],
            CATEGORY.get(tokens.get(int(str(line.key)), ""), ""),
        )
        for line in lines
    ]
    caption = _("各分类活动场次")
    spec = bars(held, unit=_("场"), lying=True, title=caption)
    if spec is None:
        return []
    return [Chart(caption, spec, key="categories"), _table(evidence, lines)]


def _table(evidence: Evidence, lines: list[Line]) -> Table:
    return Table(
        caption=_("分类成效"),
        numbered=False,
        columns=(
            Column(_("分类"), width=2),
            Column(_("数量（场）"), "right"),
            Column(_("占比"), "right"),
            Column(_("签到数"), "right"),
            Column(_("场均签到"), "right", decimals=1),
            Column(_("参与人次"), "right"),
            Column(_("媒体报道"), "right", blank_zero=True),
        ),
        note=account_note(evidence, ("sign_ins", "attendees")),
        rows=tuple(_row(evidence, line) for line in lines),
        total=(
            _("累计"),
            evidence.total("activities_held"),
            "100%",
            evidence.total("sign_ins"),
            evidence.total("sign_ins_per_activity"),
            evidence.total("attendees"),
            evidence.total("media_reports"),
        ),
    )


def _row(evidence: Evidence, line: Line) -> tuple[str | int | float | None, ...]:
    return (
        line.name,
        line["activities_held"],
        share(line["activities_held"], evidence.total("activities_held")),
        line["sign_ins"],
        line["sign_ins_per_activity"],
        line["attendees"],
        line["media_reports"],
    )


def _results(evidence: Evidence, line: Line) -> list[Paragraph]:
    """One plain paragraph, every number of it a figure."""
    held, sign_ins = line["activities_held"], line["sign_ins"]
    book = {
        "held": Figure("", number(held)),
        "share": Figure("", share(held, evidence.total("activities_held"))),
        "sign_ins": Figure("", number(sign_ins)),
        "each": Figure("", number(line["sign_ins_per_activity"], 1)),
        "media": Figure("", number(line["media_reports"])),
    }
    parts = [_("共举办{held}场，占全部活动的{share}")]
    if sign_ins is not None:
        parts.append(_("签到{sign_ins}户次，场均{each}户次"))
    if line["media_reports"]:
        parts.append(_("媒体报道{media}篇"))
    text = _("，").join(parts) + _("。")
    fullest = fullest_activities(evidence.period, category=int(str(line.key)))
    if fullest:
        text += _("签到较多的有：%(titles)s。") % {"titles": _("、").join(fullest)}
    return paragraphs(text, book)


CHAPTER = Chapter("categories", gettext_lazy("分类成效"), build, (LEAD,), parent="execution")
