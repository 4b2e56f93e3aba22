"""Loans, visits and new cards: the importers."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, ClassVar

from shufang.circulation.choices import Counted, Method, Span
from shufang.circulation.importers import filling, periods, wide
from shufang.circulation.importers.book import MID, CountBook, PlannedCount
from shufang.circulation.importers.columns import (
    FIGURES,
    ITEM,
    METHOD,
    METHODS,
    PERIOD,
    SITE,
    VALUE,
    YEAR,
)
from shufang.circulation.importers.periods import PeriodReader, When
from shufang.circulation.models import PeriodCount
from shufang.intake.importer import Importer, Reader, remembering
from shufang.intake.models import ImportRun
from shufang.intake.names import waiting
from shufang.intake.questions import LEAVE_OUT, Choice, Question
from shufang.intake.reading.book import Cell
from shufang.intake.recognition import sheets, years
from shufang.intake.recognition.evidence import Evidence
from shufang.intake.recognition.grid import Grid, is_blank
from shufang.intake.recognition.matching import Match
from shufang.intake.saying import Both, Refuse
from shufang.intake.table import Table
from shufang.intake.undoing import dependents
from shufang.intake.values import numbers, texts
from shufang.intake.values.spelling import half_width
from shufang.places.models import Site

TOTAL_WRONG = Both(
    "“{heading}”写的是 {stated}，各项之和是 {sum}。",
    "“{heading}” states {stated}, but its parts add up to {sum}.",
)
NO_SITE = Both("没有写书房。", "The room is missing.")
NO_ITEM = Both("看不出这一行统计的是什么。", "This row does not say what it counts.")
NO_PERIOD = Both("没有写月份或日期。", "The month or day is missing.")
AT_ONCE = 5000


class _Counts(Importer):
    """What both kinds share; they differ in the figures that make a sheet theirs."""

    columns = (PERIOD, YEAR, SITE, *FIGURES.values(), METHOD, ITEM, VALUE)
    keys = ("period", "site")
    own: ClassVar[tuple[Counted, ...]]

    @classmethod
    def other_layouts(cls, match: Match, grid: Grid, analysis: Any) -> Match | None:
        forced = cls.own[0] if analysis.forced_kind == cls.kind else None
        other = Match(cls, match.top, match.bottom, match.headings)
        layout = wide.lay_out(other, grid, analysis, forced)
        if layout is None:
            return None
        items = {figure.counted or layout.counted for figure in layout.figures}
        if layout.named_at is not None:
            items = {Counted.VISITS}  # or any of the three: each row says it
        if (None in items and cls is not LoansImporter) or not items & {*cls.own, None}:
            return None
        other.layout = layout
        other.score = 6.0 + 0.3 * len(layout.figures) + 2.0 * (None not in items)
        return other

    @classmethod
    def take_period_from_name(cls, match: Match, grid: Grid) -> None:
        """A sheet for one month: its name holds for every row."""
        lines = [grid.sheet, *sheets.title_lines(grid, match.top), years.stem(grid.file)]
        month = periods.sheet_month(lines, years.Years(lines))
        if month is not None:
            match.constants["period"] = month.isoformat()
            match.missing.remove("period")

    @classmethod
    def weigh(cls, match: Match, grid: Grid) -> float:
        if "period" in match.missing:
            cls.take_period_from_name(match, grid)
        if "value" in match.columns and not {c.value for c in cls.own} & set(match.columns):
            return cls._what_the_values_are(match, grid)
        return 0.0

    @classmethod
    def _what_the_values_are(cls, match: Match, grid: Grid) -> float:
        """A column of mere values: another one says what of, or the names of sheet and file do."""
        if "item" in match.columns:
            return 1.0 if cls is VisitsImporter else -100.0  # one of the two takes all items
        about = wide.about(grid, match)
        if about not in cls.own:
            return -100.0
        match.constants["item"] = about.value
        return 0.0

    # Planning.

    def reader(self, table: Table) -> Reader:
        if table.match.layout is not None:
            return _WideReader(table, self.analysis).read
        return _LongReader(table, self.analysis).read

    # Writing and undoing: whichever kind comes first inserts for both.

    def insert(self, run: ImportRun, told: Callable[[int], None]) -> None:
        planned = self.analysis.shared(CountBook).planned
        PeriodCount.objects.bulk_create(
            [
                PeriodCount(
                    counted=one.counted, site_id=one.site.pk, span=one.span, day=one.day,
                    value=one.value, estimated=one.estimated, method=one.method,
                    source=one.source, import_run_id=run.pk,
                )
                for one in planned
            ],
            batch_size=AT_ONCE,
        )  # fmt: skip
        filled = self.analysis.shared(CountBook).filled
        filling.fill(run, filled)
        told(len(planned) + len(filled))
        planned.clear()
        filled.clear()

    def touched(self) -> dict[str, set[date]]:
        months: dict[str, set[date]] = {}
        book = self.analysis.shared(CountBook)
        for one in (*book.planned, *book.filled.values()):
            months.setdefault(str(one.counted.value), set()).add(one.day.replace(day=1))
        return months

    @classmethod
    def in_the_way(cls, run: ImportRun) -> list[Both]:
        return dependents(PeriodCount, run) if cls is LoansImporter else []

    @classmethod
    def delete(cls, run: ImportRun) -> dict[str, set[date]]:
        months: dict[str, set[date]] = {}
        rows = PeriodCount.objects.filter(import_run=run)
        for counted, day in rows.order_by().values_list("counted", "day").distinct():
            months.setdefault(counted, set()).add(day.replace(day=1))
        filling.empty_again(run)
        rows.delete()
        return months


class LoansImporter(_Counts):
    kind = "loans"
    order = 40
    label = Both("借阅量", "Loans")
    needs = (("period",), ("site",), ("loans", "value"))
    words = ("借阅", "外借", "流通", "loans")
    own = (Counted.LOANS,)

    @classmethod
    def weigh(cls, match: Match, grid: Grid) -> float:
        super().weigh(match, grid)
        return -6.0 if {"visits", "new_cards"} & set(match.columns) else 0.0


class VisitsImporter(_Counts):
    kind = "visits"
    order = 50
    label = Both("进馆与办证", "Visits and new cards")
    needs = (("period",), ("site",), ("visits", "new_cards", "value"))
    words = ("进馆", "到馆", "入馆", "客流", "办证", "visits")
    own = (Counted.VISITS, Counted.NEW_CARDS)


class _Reading:
    """What reading long and wide sheets has in common."""

    def __init__(self, table: Table, analysis: Any) -> None:
        self.table = table
        self.analysis = analysis
        self.book: CountBook = analysis.shared(CountBook)
        self.count = remembering(numbers.count)
        self._year = ""
        self.tally = analysis.tally.of(table.account.file)
        at = table.index("period")
        cells = Evidence(table.grid, table.match.bottom).cells(at) if at is not None else []
        monthly = "月" in table.heading("period") or "month" in table.heading("period").casefold()
        self.period = PeriodReader(
            table.years,
            table.account.sheet,
            months=monthly or periods.all_firsts(cells),
            date1904=table.grid.date1904,
        )

    def site(self, cell: Cell) -> Site:
        constant = self.table.match.constants.get("site")
        if constant is None and (is_blank(cell) or texts.nothing(cell)):
            raise Refuse(NO_SITE, field="site")
        site: Site = self.analysis.books["site"].find(constant or cell, "site")
        return site

    def when(self, cells: Sequence[Cell]) -> When:
        constant = self.table.match.constants.get("period")
        if constant is not None:
            return When(Span.MONTH, date.fromisoformat(constant).replace(day=MID))
        at = self.table.index("period")
        cell = cells[at] if at is not None else None
        if is_blank(cell):
            raise Refuse(NO_PERIOD, field="period")
        return self.period.read(self._with_year(cell, cells), "period")

    def _with_year(self, cell: Cell, cells: Sequence[Cell]) -> Cell:
        """1 or 1月 beside a column that holds the year, which holds until the next one is named."""
        at = self.table.index("year")
        if at is None or isinstance(cell, date):
            return cell
        if named := re.search(r"(?:19|20)\d\d", texts.spell(cells[at])):
            self._year = f"{named[0]}年"
        text = half_width(texts.spell(cell))
        alone = re.fullmatch(r"(1[0-2]|0?[1-9])(\s*月份?)?", text)
        if alone:
            return f"{self._year}{alone[1]}月"
        return self._year + text if re.match(r"\d{1,2}\s*月", text) else cell

    def method(self, cells: Sequence[Cell]) -> Method:
        at = self.table.index("method")
        return method_of(cells[at]) if at is not None else Method.UNKNOWN

    def planned(
        self, counted: Counted, site: Site, when: When, cell: Cell, method: Method, number: int,
        field: str,
    ) -> PlannedCount:  # fmt: skip
        count = self.count(cell, field)
        estimated = count.value is not None and (count.estimated or method is Method.ESTIMATE)
        return PlannedCount(
            counted, site, when.span, when.day, count.value, estimated, str(method.value),
            self.table.source(number),
        )  # fmt: skip

    def settle(self, number: int, counts: Sequence[PlannedCount]) -> bool:
        """Plan a row whole or not at all."""
        for one in counts:
            self.book.check(one, FIGURES[one.counted].label)
        new = False
        for one in counts:
            fresh = self.book.add(self.table, number, one, FIGURES[one.counted].label)
            new = new or fresh
            what, value = str(one.counted.value), one.value or 0
            for of in ("", one.site.name, f"{one.day:%Y-%m}"):
                self.tally[what, of] += value
        return new


class _LongReader(_Reading):
    """Month | room | visits | method | new cards."""

    def __init__(self, table: Table, analysis: Any) -> None:
        super().__init__(table, analysis)
        self.figures = [
            (counted, column.code, at)
            for counted, column in FIGURES.items()
            if (at := table.index(column.code)) is not None
        ]

    def _of_row(self, cells: Sequence[Cell]) -> list[tuple[Counted, str, int]]:
        """The figures of a row: its columns, or the one that its item names."""
        at, named = self.table.index("value"), self.table.index("item")
        if self.figures or at is None:
            return self.figures
        said = cells[named] if named is not None else self.table.match.constants.get("item")
        counted = Counted(str(said)) if named is None else wide.item_named(said)
        if counted is None:
            raise Refuse(NO_ITEM, field="item")
        return [(counted, "value", at)]

    def read(self, number: int, cells: list[Cell]) -> bool:
        at_site = self.table.index("site")
        when = self.when(cells)
        site = self.site(cells[at_site] if at_site is not None else None)
        method = self.method(cells)
        visits = self.table.index("visits") is not None
        counts = [
            self.planned(
                counted, site, when, cells[at],
                method if counted is Counted.VISITS or not visits else Method.UNKNOWN, number, code,
            )
            for counted, code, at in self._of_row(cells)
        ]  # fmt: skip
        return self.settle(number, counts)


class _WideReader(_Reading):
    """One row is a room with its months side by side, or a month with the rooms."""

    def __init__(self, table: Table, analysis: Any) -> None:
        super().__init__(table, analysis)
        self.layout: wide.Wide = table.match.layout
        rows = table.grid.rows[table.match.bottom + 1 :]
        self.figures = [
            figure
            for figure in self.layout.figures
            if any(not is_blank(row[figure.column]) for row in rows)
        ]  # a month nobody has filled in yet says nothing at all
        self.waiting: Refuse | None = None
        self.default = self.layout.counted
        unnamed = any(figure.counted is None for figure in self.figures)
        if unnamed and self.default is None and self.layout.named_at is None:
            self.default = self._ask()
        kinds = {figure.counted or self.default for figure in self.figures}
        if Counted.LOANS not in kinds and kinds - {None}:
            table.account.kind = VisitsImporter.kind

    def _ask(self) -> Counted | None:
        account = self.table.account
        question = Question(
            f"counted:{account.shape[:10]}",
            Both(
                "工作表“{sheet}”（{file}）里的数字是什么？",
                "What do the figures of “{sheet}” ({file}) count?",
            ).put(sheet=account.sheet, file=account.file),
            [
                *(Choice(str(c.value), FIGURES[c].label) for c in FIGURES),
                Choice(LEAVE_OUT, Both("不导入这张表", "Leave this sheet out")),
            ],
            kind="sheet",
        )
        choice = self.analysis.ask(question)
        if choice is not None and choice != LEAVE_OUT:
            return Counted(choice)
        self.waiting = Refuse(
            waiting(account.sheet, question),
            question=question.id,
        )
        return None

    def read(self, number: int, cells: list[Cell]) -> bool:
        if self.waiting is not None:
            raise Refuse(self.waiting.reason, question=self.waiting.question)
        at = self.table.index("site")
        site = self.site(cells[at]) if at is not None else None
        when = self.when(cells) if self.table.index("period") is not None else None
        method = self.method(cells)
        counts = []
        default = self.default
        if self.layout.named_at is not None:
            default = wide.item_named(cells[self.layout.named_at])
            if default is None:
                raise Refuse(NO_ITEM, field=self.table.heading_of(self.layout.named_at))
        for figure in self.figures:
            counted = figure.counted or default
            room = site or self.site(figure.site)
            moment = when or figure.when
            if counted is None or moment is None:
                continue
            try:
                counts.append(
                    self.planned(counted, room, moment, cells[figure.column], method, number, "")
                )
            except Refuse as refusal:
                refusal.field = self.table.heading_of(figure.column)
                raise
        self._check_totals(cells, counts)
        return self.settle(number, counts)

    def _check_totals(self, cells: Sequence[Cell], counts: Sequence[PlannedCount]) -> None:
        for total in self.layout.totals:
            heading = self.table.heading_of(total.column)
            stated = self.count(cells[total.column], heading).value
            parts = [
                one.value
                for one in counts
                if total.year in (None, one.day.year)
                and total.counted in (None, one.counted)
                and (not total.months or one.day.month in total.months)
            ]
            known = sum(part for part in parts if part is not None)
            complete = None not in parts
            if stated is None or not parts or stated == known or (not complete and stated > known):
                continue
            reason = TOTAL_WRONG.put(heading=heading, stated=stated, sum=known)
            raise Refuse(reason, field=heading, cell=cells[total.column])


def method_of(cell: Cell) -> Method:
    """How it was counted; words nobody knows leave it open."""
    text = texts.spell(cell).casefold()
    return next((method for word, method in METHODS if word in text), Method.UNKNOWN)
