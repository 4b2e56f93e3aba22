"""A report's draft becomes a document: data first, rendering second."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from shufang.lake import registry
from shufang.reports.chapters import CHAPTERS
from shufang.reports.chapters.attachments import attachments
from shufang.reports.chapters.kit import Material
from shufang.reports.document import (
    Block,
    Document,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Quote,
    Style,
    Table,
)
from shufang.reports.queries.evidence import RECORDED_HERE
from shufang.reports.queries.figure_book import day, gaps, number
from shufang.shared.language import network_name

KEY_FIGURES = (
    ("activities_held", 0),
    ("sign_ins", 0),
    ("attendees", 0),
    ("sign_ins_per_activity", 1),
    ("media_reports", 0),
    ("loans", 0),
    ("visits", 0),
    ("new_cards", 0),
    ("loans_per_visit", 2),
    ("registrations", 0),
    ("show_up_rate", 1),
    ("satisfaction_rate", 1),
)


@dataclass(frozen=True)
class Cover:
    """What the first page says about the contract; empty lines are left out."""

    title: str = ""
    project: str = ""
    contract: str = ""
    commissioned_by: str = ""
    carried_out_by: str = ""


@dataclass(frozen=True)
class Wish:
    """How the document is wanted."""

    style: Style = "gongwen"
    cover: Cover = field(default_factory=Cover)
    chapters: Mapping[str, bool] = field(default_factory=dict)  # code -> False: left out


def compose(material: Material, wish: Wish) -> Document:
    """The whole document, with every chapter that is wanted and has something to say."""
    with material.in_its_language():
        period = material.evidence.period
        return Document(
            title=wish.cover.title or default_title(),
            subtitle=_("%(start)s至%(end)s") % {"start": day(period.start), "end": day(period.end)},
            language="en" if material.english else "zh",
            style=wish.style,
            author=network_name(),
            dated=period.last,
            facts=tuple(_facts(material, wish.cover)),
            key_figures=key_figures(material),
            key_figures_title=_("主要数据"),
            body=tuple(_body(material, wish.chapters)),
            attachments=attachments(material),
        )


def default_title() -> str:
    """What the report is called until somebody names it otherwise."""
    return _("活动运营年度总结报告")


def key_figures(material: Material) -> KeyFigures:
    """The page of key figures: what is unknown is left out, what is estimated says so."""
    evidence = material.evidence
    found = []
    for code, decimals in KEY_FIGURES:
        total = evidence.totals[code]
        if total.value is None or (code in RECORDED_HERE and not total.value):
            continue
        measure = registry.measure(code)
        found.append(
            KeyFigure(
                label=measure.en if material.english else measure.zh,
                value=number(total.value, decimals),
                unit=measure.unit_en_beside(total.value) if material.english else measure.unit,
                note=gaps(total),
            )
        )
    return KeyFigures(tuple(found))


def _body(material: Material, chapters: Mapping[str, bool]) -> Sequence[Block]:
    blocks: list[Block] = []
    filled = PAGE  # how much of the page the short chapters before have taken
    wanted = [chapter for chapter in CHAPTERS if chapters.get(chapter.code, True)]
    for chapter in (c for c in wanted if not c.parent):
        content = list(chapter.build(material))
        for section in (c for c in wanted if c.parent == chapter.code):
            content += section.build(material)
        if not content:
            continue
        tall = 4 + sum(_lines(block) for block in content)
        same = filled + tall <= PAGE
        blocks += [Heading(1, str(chapter.title), key=chapter.code, same_page=same), *content]
        filled = filled + tall if same else tall if tall < PAGE else PAGE
    return blocks


PAGE = 34  # lines of text; a little less than a page, so that what is put together fits


def _lines(block: Block) -> int:
    """About how many lines a block takes; pictures and long tables fill a page."""
    match block:
        case Paragraph():
            return 1 + sum(len(run.text) for run in block.runs) // 40
        case Heading():
            return 2
        case Quote():
            return 3 + len(block.text) // 36
        case Table():
            return 3 + len(block.texts())
        case _:
            return PAGE


def _facts(material: Material, cover: Cover) -> Sequence[tuple[str, str]]:
    period = material.evidence.period
    lines = [
        (_("项目名称"), cover.project),
        (_("合同编号"), cover.contract),
        (_("委托方"), cover.commissioned_by),
        (_("承接方"), cover.carried_out_by),
        (
            _("报告期"),
            _("%(start)s至%(end)s") % {"start": day(period.start), "end": day(period.end)},
        ),
        (_("数据截止日"), day(period.last)),
    ]
    return [(label, value) for label, value in lines if value]
