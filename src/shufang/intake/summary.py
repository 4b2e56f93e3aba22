"""Sheets that only sum up: never counted themselves, but what they state is compared."""

import re

from shufang.intake.columns import Column, Shape
from shufang.intake.importer import Importer
from shufang.intake.plan import Stated
from shufang.intake.reading.book import Cell
from shufang.intake.recognition.evidence import Evidence
from shufang.intake.recognition.grid import Grid, is_blank
from shufang.intake.recognition.matching import Match
from shufang.intake.recognition.rows import is_total
from shufang.intake.saying import Both, as_typed
from shufang.intake.table import Table
from shufang.intake.values import Bad, numbers

FIGURES = (
    Column(
        "activities",
        Both("活动场次", "activities"),
        ("场次", "活动场次", "数量", "活动数", "活动数量", "场数", "场", "活动场数", "开展场次",
         "举办场次", "activities", "events"),
        Shape.COUNT,
    ),
    Column(
        "sign_ins",
        Both("签到数", "sign-ins"),
        ("签到数", "签到家庭", "户数", "签到", "签到户数", "签到家庭数", "家庭数", "signins"),
        Shape.COUNT,
    ),
    Column(
        "attendees",
        Both("参与人次", "attendees"),
        ("参与人次", "人数", "参与人数", "合计人次", "人次", "参加人数", "参加人次", "attendees"),
        Shape.COUNT,
    ),
    Column(
        "media_reports",
        Both("媒体报道", "media reports"),
        ("媒体报道", "报道数", "媒体报道数", "报道篇数", "报道", "宣传报道"),
        Shape.COUNT,
    ),
    Column("loans", Both("借阅量", "loans"), ("借阅量", "外借量", "借阅册次"), Shape.COUNT),
    Column(
        "visits", Both("进馆人次", "visits"), ("进馆人次", "到馆人次", "入馆人次", "visits"),
        Shape.COUNT,
    ),
    Column(
        "new_cards",
        Both("新增读者证", "new cards"),
        ("新增读者证", "办证数", "办证量"),
        Shape.COUNT,
    ),
    Column("sites", Both("书房数", "rooms"), ("书房数", "书房数量"), Shape.COUNT),
)  # fmt: skip


_OF_RECORDS = re.compile("主题|活动名称|标题|题目|日期|带领|主讲|title|date")


class SummaryImporter(Importer):
    """分类 | 数量（场）| 签到数 | 媒体报道, a line for each class, room, town or month."""

    kind = "summary"
    order = 900
    label = Both("汇总表（不导入）", "Summary (not imported)")
    columns = (
        Column(
            "by",
            Both("分组", "grouped by"),
            ("分类", "类别", "活动分类", "类型", "书房", "书房名称", "月份", "镇街", "街道", "项目",
             "指标", "场馆", "街道镇", "所属街道", "category", "month", "room", "town"),
        ),
        *FIGURES,
    )  # fmt: skip
    needs = (("by",), tuple(column.code for column in FIGURES))
    keys = ("by",)
    words = ("汇总", "统计", "总表", "累计", "summary")

    @classmethod
    def weigh(cls, match: Match, grid: Grid) -> float:
        """Whatever can be read as records is read as records; a sheet with days holds records."""
        evidence = Evidence(grid, match.bottom)
        records = any(
            evidence.fits(h.column, Shape.DAY) >= 0.5 or _OF_RECORDS.search(h.plain)
            for h in match.left_out()
        )
        return -100.0 if records else -4.0

    def take(self, table: Table) -> None:
        """All rows are ignored; the stated totals are kept, the sum where there is no total row."""
        by = table.match.columns["by"]
        figures = {code: at for code, at in table.match.columns.items() if code != "by"}
        sums = dict.fromkeys(figures, 0)
        for number, cells in table.records([by]):
            table.account.ignored += 1
            name = self._canonical(as_typed(cells[by]).strip())
            for code, at in figures.items():
                amount = whole(cells[at])
                if amount is not None:
                    sums[code] += amount
                    self._state(table, number, code, name, amount)
        for number, stated in table.totals[-1:]:
            for code, at in figures.items():
                amount = whole(stated[at])
                if amount is not None:
                    self._state(table, number, code, "", amount)
        if not table.totals:
            for code, amount in sums.items():
                self._state(table, table.account.header_row, code, "", amount)

    def _canonical(self, text: str) -> str:
        for book in self.analysis.books.values():
            row = book.peek(text)
            if row is not None:
                return str(row)
        return text

    def _state(self, table: Table, row: int, what: str, of: str, amount: int) -> None:
        account = table.account
        self.analysis.stated.append(Stated(account.file, account.sheet, row, what, of, amount))


def whole(cell: Cell) -> int | None:
    """The number a summary states in a cell, such as 15场; None where it states none."""
    if is_blank(cell) or (isinstance(cell, str) and is_total(cell)):
        return None
    if isinstance(cell, str):
        cell = cell.strip().rstrip("场篇册次张个")
    try:
        return numbers.count(cell).value
    except (Bad, AttributeError):
        return None
