"""Loans, visits and new cards: the importers."""

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from shufang.circulation.choices import Counted
from shufang.circulation.importers import filling, periods, wide
from shufang.circulation.importers.book import CountBook
from shufang.circulation.importers.columns import (
    FIGURES,
    ITEM,
    METHOD,
    PERIOD,
    SITE,
    VALUE,
    YEAR,
)
from shufang.circulation.importers.rows import LongReader, WideReader
from shufang.circulation.models import PeriodCount
from shufang.intake.desk import Desk
from shufang.intake.importer import Importer, Reader
from shufang.intake.models import ImportRun
from shufang.intake.recognition import sheets, years
from shufang.intake.recognition.grid import Grid
from shufang.intake.recognition.matching import Match
from shufang.intake.saying import Both
from shufang.intake.table import Table
from shufang.intake.undoing import dependents

AT_ONCE = 5000


class _Counts(Importer):
    """What both kinds share; they differ in the figures that make a sheet theirs."""

    columns = (PERIOD, YEAR, SITE, *FIGURES.values(), METHOD, ITEM, VALUE)
    keys = ("period", "site")
    own: ClassVar[tuple[Counted, ...]]

    @classmethod
    def other_layouts(cls, match: Match, grid: Grid, analysis: Desk) -> Match | None:
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
        if table.match.layout is None:
            return LongReader(table, self.analysis).read
        reader = WideReader(table, self.analysis)
        if reader.counted and Counted.LOANS not in reader.counted:
            table.account.kind = VisitsImporter.kind
        return reader.read

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
