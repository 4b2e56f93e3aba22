"""A run as its page shows it, in the page's language."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext as _

from shufang.intake import registry
from shufang.intake.importer import Importer
from shufang.intake.plan import Comparison, Duplicate, Mapped, Preview, SheetAccount
from shufang.intake.queries.preview import KEPT
from shufang.intake.questions import Answers, Question, twice
from shufang.intake.recognition.headings import fold
from shufang.intake.saying import Both
from shufang.intake.summary import FIGURES, SummaryImporter
from shufang.intake.values import Bad, dates
from shufang.shared.language import in_english

SUMMARY = SummaryImporter.kind


def said(both: Both | None) -> str:
    """The sentence in the page's language."""
    if both is None:
        return ""
    return both.en if in_english() else both.zh


def kinds() -> dict[str, type[Importer]]:
    return {importer.kind: importer for importer in registry.importers()}


def kind_labels() -> dict[str, str]:
    """What the kinds of sheets are called."""
    return {kind: said(importer.label) for kind, importer in kinds().items()} | {
        SUMMARY: said(SummaryImporter.label)
    }


@dataclass
class FileShown:
    name: str
    error: str
    before: datetime | None  # when the same file was imported last
    sheets: list["SheetShown"]


@dataclass
class SheetShown:
    account: SheetAccount
    kind: str
    note: str


@dataclass
class QuestionShown:
    id: str
    text: str
    rows: int
    choices: list[tuple[str, str]]
    many: bool  # too many for radio buttons


@dataclass
class DuplicateShown:
    key: str
    duplicate: Duplicate
    other: str  # where the first one is
    differences: list[tuple[str, str, str]]
    may_come_twice: bool
    wanted: bool


@dataclass
class ComparisonShown:
    what: str
    comparison: Comparison

    @property
    def apart(self) -> int:
        return self.comparison.found - self.comparison.stated


@dataclass
class ColumnShown:
    number: int
    heading: str
    field: str
    sure: bool


@dataclass
class ShapeShown:
    """Sheets with the same headings, and what these were taken for."""

    shape: str
    kind: str
    where: list[str]
    columns: list[ColumnShown]
    fields: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Shown:
    preview: Preview
    files: list[FileShown]
    questions: list[QuestionShown]
    duplicates: list[DuplicateShown]
    apart: list[ComparisonShown]
    alike: list[ComparisonShown]
    whole: list[ComparisonShown]  # what a summary says about everything
    shapes: list[ShapeShown]

    @property
    def waiting(self) -> int:
        return sum(question.rows for question in self.questions)

    @property
    def duplicates_cut(self) -> bool:
        """Whether there are more than the page lists."""
        return len(self.duplicates) >= KEPT

    @property
    def unlike(self) -> list[DuplicateShown]:
        return [one for one in self.duplicates if one.differences]

    @property
    def exactly_alike(self) -> list[DuplicateShown]:
        return [one for one in self.duplicates if not one.differences]

    @property
    def new_names(self) -> int:
        """How many questions are about names like nothing that is known."""
        return sum(question.only_new for question in self.preview.questions)


SURE = 0.9


def show(preview: Preview, answers: dict[str, str], before: dict[str, datetime]) -> Shown:
    labels = kind_labels()
    compared = [_comparison(comparison) for comparison in preview.comparisons]
    return Shown(
        preview,
        [
            FileShown(
                file.file,
                said(file.error),
                before.get(file.file),
                [
                    SheetShown(sheet, labels.get(sheet.kind, ""), said(sheet.note))
                    for sheet in file.sheets
                ],
            )
            for file in preview.files
        ],
        [_question(question) for question in preview.questions],
        _duplicates(preview, Answers.of(answers)),
        [one for one in compared if one.apart],
        [one for one in compared if not one.apart],
        _whole(compared, preview.sheets),
        list(_shapes(preview.sheets)),
    )


def _question(question: Question) -> QuestionShown:
    choices = [(choice.code, said(choice.label)) for choice in question.choices]
    return QuestionShown(question.id, said(question.text), question.rows, choices, len(choices) > 8)


def _comparison(comparison: Comparison) -> ComparisonShown:
    labels = {column.code: column.label for column in FIGURES}
    return ComparisonShown(said(labels.get(comparison.what)) or comparison.what, comparison)


def _whole(compared: list[ComparisonShown], sheets: list[SheetAccount]) -> list[ComparisonShown]:
    summaries = {(sheet.file, sheet.sheet) for sheet in sheets if sheet.kind == SUMMARY}
    return [
        one
        for one in compared
        if not one.comparison.of and (one.comparison.file, one.comparison.sheet) in summaries
    ]


def _duplicates(preview: Preview, answers: Answers) -> list[DuplicateShown]:
    of_kind = {(sheet.file, sheet.sheet): sheet.kind for sheet in preview.sheets}
    return [
        DuplicateShown(
            twice(d.file, d.sheet, d.row),
            d,
            _first_of(d.other),
            [(said(label), this, other) for label, this, other in d.differences],
            of_kind.get((d.file, d.sheet)) == "activities",
            answers.wants_twice(d.file, d.sheet, d.row),
        )
        for d in preview.duplicates
    ]


def _first_of(other: str) -> str:
    """A row of a file is named as everywhere on the page; a row of the system by its name."""
    where, mark, row = other.rpartition(" › ")
    if not mark or not row.isdecimal():
        return other
    return _("%(where)s 第 %(row)s 行") % {"where": where, "row": row}


def _shapes(sheets: Iterable[SheetAccount]) -> Iterable[ShapeShown]:
    """One for all sheets with the same headings; months side by side need no mapping."""
    found: dict[str, ShapeShown] = {}
    known = kinds()
    for sheet in sheets:
        if not sheet.shape or sheet.kind not in known or _months_side_by_side(sheet.mapped):
            continue
        shape = found.setdefault(
            sheet.shape, ShapeShown(sheet.shape, sheet.kind, [], _columns(sheet.mapped))
        )
        shape.where.append(f"{sheet.file} › {sheet.sheet}")
        shape.fields = [(c.code, said(c.label)) for c in known[sheet.kind].columns]
    return found.values()


def _columns(mapped: list[Mapped]) -> list[ColumnShown]:
    return [
        ColumnShown(number, m.heading, m.field, m.sure >= SURE) for number, m in enumerate(mapped)
    ]


def _months_side_by_side(mapped: list[Mapped]) -> bool:
    return sum(1 for m in mapped if not m.field and _is_month(m.heading)) > 1


def _is_month(heading: str) -> bool:
    try:
        dates.month(heading, date.max.year if heading.isdecimal() else 2000)
    except Bad:
        return False
    return True


def headings_of(importer: type[Importer]) -> list[str]:
    """The usual heading of every field, for an empty workbook to fill in."""
    return [
        column.label.zh if fold(column.label.zh) in column.usual else column.usual[0]
        for column in importer.columns
    ]
