"""Reading the rows of a sheet of counts: each becomes planned counts, or is refused whole."""

import re
from collections.abc import Sequence
from datetime import date

from shufang.circulation.choices import Counted, Method, Span
from shufang.circulation.importers import periods, wide
from shufang.circulation.importers.book import MID, CountBook, PlannedCount
from shufang.circulation.importers.columns import FIGURES, METHODS
from shufang.circulation.importers.periods import PeriodReader, When
from shufang.intake.desk import Desk
from shufang.intake.importer import remembering
from shufang.intake.names import waiting
from shufang.intake.questions import LEAVE_OUT, Choice, Question
from shufang.intake.reading.book import Cell
from shufang.intake.recognition.evidence import Evidence
from shufang.intake.recognition.grid import is_blank
from shufang.intake.saying import Both, Refuse
from shufang.intake.table import Table
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


class Reading:
    """What reading long and wide sheets has in common."""

    def __init__(self, table: Table, analysis: Desk) -> None:
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
        """How it was counted; words nobody knows leave it open."""
        at = self.table.index("method")
        text = texts.spell(cells[at]).casefold() if at is not None else ""
        return next((method for word, method in METHODS if word in text), Method.UNKNOWN)

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


class LongReader(Reading):
    """Month | room | visits | method | new cards."""

    def __init__(self, table: Table, analysis: Desk) -> None:
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


class WideReader(Reading):
    """One row is a room with its months side by side, or a month with the rooms."""

    def __init__(self, table: Table, analysis: Desk) -> None:
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
        self.counted = {figure.counted or self.default for figure in self.figures} - {None}

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
