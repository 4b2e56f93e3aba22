"""Working out what an import would do, without changing anything."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from shufang.intake import registry
from shufang.intake.desk import Desk
from shufang.intake.plan import (
    Comparison,
    FileAccount,
    Mapped,
    Preview,
    Refused,
    SheetAccount,
    Typed,
)  # fmt: skip
from shufang.intake.questions import LEAVE_OUT, Choice, Question
from shufang.intake.reading import Book, Unreadable, limits, read
from shufang.intake.recognition import blocks, sheets, years
from shufang.intake.recognition.grid import Grid
from shufang.intake.recognition.matching import Match
from shufang.intake.saying import Both, Refuse
from shufang.intake.summary import SummaryImporter
from shufang.intake.table import Table

LAST = 999  # behind every importer
NOTHING = Both("没有可导入的表格", "No table to import")
UNKNOWN = Both("看不懂这一行所在的表格。", "The table that this row stands in is not understood.")
HIDDEN = Both("隐藏的工作表，未导入", "A hidden sheet; not imported")
LEFT_OUT = Both("按你的回答不导入", "Left out, as you answered")
UNSETTLED = Both(
    "这张表还缺“{field}”：请先回答关于它的问题，再导入。",
    "This sheet still lacks “{field}”: answer the question about it and import again.",
)


@dataclass(frozen=True, slots=True)
class Source:
    """A file, and the name by which its owner knows it."""

    path: Path
    name: str


@dataclass(slots=True)
class _Page:
    """One table on its way through the analysis, nearly always a whole sheet."""

    account: SheetAccount
    grid: Grid
    match: Match | None = None
    below: bool = False  # another table of the same sheet

    @property
    def order(self) -> int:
        return self.match.importer.order if self.match else LAST


class Analysis(Desk):
    """One look at a set of files: everything planned, asked, refused and compared.

    Files are read in a limited child process, sheets recognised, and each handed to its importer
    in the importers' order, so that rooms of one file are known to the activities of another.
    """

    def run(self, sources: Sequence[Source]) -> Preview:
        """Read the files and work out what they hold."""
        books: list[Book] = []
        room = limits.BOOK_BYTES  # for all files of one import together
        for number, source in enumerate(sources):
            self._tell("reading", number, len(sources))
            account = FileAccount(source.name)
            self.preview.files.append(account)
            try:
                books.append(read(source.path, source.name, room))
                room -= books[-1].weight
            except Unreadable as refusal:
                account.error = Both(refusal.reason_zh, refusal.reason_en)
                books.append(Book(source.name, []))
        return self.work(books)

    def work(self, books: Sequence[Book]) -> Preview:
        """Recognise and plan every sheet: lists of rooms first, for their names explain others."""
        pages = list(self._pages(books))
        self._rows = sum(len(page.grid.rows) for page in pages)
        first = min((kind.order for kind in registry.importers()), default=0)
        pages = list(self._tables(pages))
        for page in pages:
            page.match = sheets.recognise(page.grid, self)
        rooms = [page for page in pages if page.order == first]
        rest = [page for page in pages if page.order != first]
        for page in rooms:
            self._take(page)
        if rooms:
            self._forget_questions("column")
            rest = list(self._tables(rest))
            for page in rest:
                page.match = sheets.recognise(page.grid, self)
        for page in sorted(rest, key=lambda page: page.order):
            self._take(page)
        self._compare()
        return self.preview

    def _pages(self, books: Sequence[Book]) -> Iterator["_Page"]:
        for number, book in enumerate(books):
            if len(self.preview.files) <= number:
                self.preview.files.append(FileAccount(book.name))
            for sheet in book.sheets:
                account = SheetAccount(book.name, sheet.name, "ignored")
                self.preview.files[number].sheets.append(account)
                yield _Page(account, Grid.of(book.name, sheet, date1904=book.date1904))

    def _tables(self, pages: Sequence["_Page"]) -> Iterator["_Page"]:
        """Each table of the pages by itself."""
        for page in pages:
            for block in blocks.split(page.grid, self):
                account = page.account
                if block.beside:  # its lines are rows of the records already
                    account = SheetAccount(account.file, account.sheet, "ignored")
                yield _Page(account, block.grid, below=page.below or block.below)

    def _forget_questions(self, kind: str) -> None:
        """They are asked again where they are still open."""
        self.preview.questions[:] = [q for q in self.preview.questions if q.kind != kind]
        self._asked = {key: q for key, q in self._asked.items() if q.kind != kind}

    def _take(self, page: "_Page") -> None:
        account, grid, match = page.account, page.grid, page.match
        if match is None:
            account.note = account.note or NOTHING
            if page.below:
                self._refuse_unknown(page)
            return
        if page.below:
            over = sum(bool(grid.filled(row)) for row in range(match.bottom + 1))
            account.read += over
            account.ignored += over
        if account.kind in {"ignored", SummaryImporter.kind}:
            account.header_row = grid.number(match.top)
            account.kind = match.importer.kind
            account.shape = sheets.shape_of(match.headings)
            account.mapped = _mapped(match)
        table = Table(grid, match, self._years(grid, match), account, self.ask)
        if "leave_out" in match.constants:
            _count_as_ignored(table, LEFT_OUT)
        elif not grid.visible and not self._wants_hidden(table):
            _count_as_ignored(table, HIDDEN)
        elif match.missing:
            self._refuse_all(table)
        else:
            _fill_down(table)
            self.importers[match.importer.kind].take(table)
        grid.rows.clear()

    def _years(self, grid: Grid, match: Match) -> years.Years:
        lines = sheets.title_lines(grid, match.top)
        return years.Years([grid.sheet, *lines, years.stem(grid.file)])

    def _wants_hidden(self, table: Table) -> bool:
        if table.match.importer is SummaryImporter or table.match.missing:
            return False
        name = {"sheet": table.account.sheet, "file": table.account.file}
        question = Question(
            f"hidden:{table.account.file}:{table.account.sheet}",
            Both(
                "工作表“{sheet}”（{file}）是隐藏的，要导入吗？",
                "Sheet “{sheet}” ({file}) is hidden. Import it?",
            ).put(**name),
            [
                Choice("yes", Both("导入", "Import it")),
                Choice(LEAVE_OUT, Both("不导入", "Leave it out")),
            ],
            kind="sheet",
        )
        return self.ask(question) == "yes"

    def _refuse_all(self, table: Table) -> None:
        """The sheet waits for an answer, and so does every row of it."""
        code = table.match.missing[0]
        column = next(c for c in table.match.importer.columns if c.code == code)
        reason = Both(
            UNSETTLED.zh.format(field=column.label.zh), UNSETTLED.en.format(field=column.label.en)
        )
        for number, cells in table.records(sorted(table.match.columns.values())[:3]):
            table.account.refused += 1
            refusal = table.refused(number, cells, Refuse(reason))
            refusal.column, refusal.value = column.label.zh, ""
            self.preview.refused.append(refusal)

    def _refuse_unknown(self, page: "_Page") -> None:
        """Rows under a header that nobody understands, below a table that is understood."""
        grid, account = page.grid, page.account
        for row, cells in enumerate(grid.rows):
            if grid.filled(row):
                account.read += 1
                account.refused += 1
                typed = Typed([(column, "") for column in range(len(cells))], cells)
                self.preview.refused.append(
                    Refused(account.file, account.sheet, grid.number(row), "", "", UNKNOWN, typed)
                )

    def _compare(self) -> None:
        """Every stated total beside what was found for it."""
        for stated in self.stated:
            found = stated.found
            if found is None:
                found = self.tally.found(stated.what, stated.of, stated.file)
            if found is not None:
                self.preview.comparisons.append(
                    Comparison(
                        stated.file, stated.sheet, stated.row, stated.what, stated.of,
                        stated.amount, found,
                    )
                )  # fmt: skip


def _mapped(match: Match) -> list[Mapped]:
    fields = {column: code for code, column in match.columns.items()}
    labels = {column.code: column.label for column in match.importer.columns}
    return [
        Mapped(h.text, code, labels.get(code, Both("", "")), match.sure.get(code, 0.0))
        for h in match.headings
        if h.parts
        for code in [fields.get(h.column, "")]
    ]


def _fill_down(table: Table) -> None:
    fills = {column.code for column in table.match.importer.columns if column.fills_down}
    columns = {at for code, at in table.match.columns.items() if code in fills}
    table.grid.fill_down(columns, table.match.bottom)


def _count_as_ignored(table: Table, note: Both) -> None:
    table.account.note = note
    for _number, _cells in table.records(sorted(table.match.columns.values())[:3] or [0]):
        table.account.ignored += 1
