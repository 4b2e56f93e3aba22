"""Loans, visits and new cards, long and wide, by month and by day."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from shufang.circulation.models import PeriodCount
from shufang.intake.actions.undo_import import undo_import
from shufang.intake.models import ImportRun
from shufang.places.models import Site
from tests.imports import import_paths
from tests.intake.shapes import workbook

pytestmark = pytest.mark.django_db
TEA, TAIPING = "茶园小学智慧书房", "太平智慧书房"


def counts(**where: Any) -> list[tuple[str, str, str, int | None]]:
    rows = PeriodCount.objects.filter(**where).order_by("counted", "site__slug", "day")
    return [(r.counted, r.site.slug, f"{r.day}", r.value) for r in rows]


def book(path: Path, *rows: list[Any], sheet: str = "Sheet1") -> Path:
    return workbook(path, {sheet: rows})


def test_a_month_lies_on_its_16th_and_a_blank_is_missing(
    two_rooms: tuple[Site, Site], tmp_path: Path
) -> None:
    path = book(
        tmp_path / "a.xlsx",
        ["月份", "书房名称", "进馆人次", "计数方式", "新增读者证"],
        ["2024年7月", TEA, 1481, "人工", 11],
        ["2024-08", "茶园小学书房", "—", "门禁", 0],
        [datetime(2024, 9, 1), TEA, None, "红外计数器", 3],  # noqa: DTZ001
        ["202410", TEA, "约1.2万", "估算", "3张"],
    )
    _, preview = import_paths(path)
    assert preview.sheets[0].kind == "visits"
    assert counts(counted="visits") == [
        ("visits", "chayuan", "2024-07-16", 1481),
        ("visits", "chayuan", "2024-08-16", None),
        ("visits", "chayuan", "2024-09-16", None),
        ("visits", "chayuan", "2024-10-16", 12000),
    ]
    assert [v for *_, v in counts(counted="new_cards")] == [11, 0, 3, 3]
    methods = PeriodCount.objects.filter(counted="visits").order_by("day")
    assert [c.method for c in methods] == ["manual", "gate", "counter", "estimate"]
    assert [c.estimated for c in methods] == [False, False, False, True]


def test_days_are_counted_as_days(two_rooms: tuple[Site, Site], tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        ["日期", "场馆", "到馆人数", "借阅量"],
        ["2024-07-01", TEA, 10, 3],
        ["7月2日", TEA, 12, 4],
        sheet="2024年7月",
    )
    import_paths(path)
    assert counts(counted="visits", span="day") == [
        ("visits", "chayuan", "2024-07-01", 10),
        ("visits", "chayuan", "2024-07-02", 12),
    ]
    assert [v for *_, v in counts(counted="loans")] == [3, 4]


def test_days_side_by_side_on_a_months_sheet(two_rooms: tuple[Site, Site], tmp_path: Path) -> None:
    path = book(
        tmp_path / "进馆人次.xlsx",
        ["书房", *[f"{day}日" for day in range(1, 32)], "合计"],
        [TEA, *range(1, 32), sum(range(1, 32))],
        sheet="2024年7月",
    )
    _, preview = import_paths(path)
    assert preview.totals["imported"] == 1
    assert PeriodCount.objects.get(day=date(2024, 7, 31)).value == 31
    assert PeriodCount.objects.filter(span="day", counted="visits").count() == 31


def test_numbers_one_to_twelve_under_a_year_are_months(
    two_rooms: tuple[Site, Site], tmp_path: Path
) -> None:
    path = book(
        tmp_path / "a.xlsx",
        ["2024年各书房借阅量"],
        ["书房", *range(1, 13), "全年合计"],
        [TEA, *range(1, 13), 78],
    )
    import_paths(path)
    assert PeriodCount.objects.get(day=date(2024, 12, 16)).value == 12
    assert PeriodCount.objects.count() == 12


def test_a_total_that_is_not_the_sum_of_its_parts_refuses_the_row(
    two_rooms: tuple[Site, Site], tmp_path: Path
) -> None:
    path = book(
        tmp_path / "借阅量.xlsx",
        ["书房", "2024-01", "2024-02", "2024-03", "合计"],
        [TEA, 10, 20, 30, 61],
        [TAIPING, 1, None, 3, 4],
        ["总计", 11, 20, 33, 65],
    )
    _, preview = import_paths(path)
    [refused] = preview.refused
    assert (refused.row, refused.column, refused.value) == (2, "合计", "61")
    assert "60" in refused.reason.zh
    assert [v for *_, v in counts()] == [1, None, 3]


def test_a_month_nobody_filled_in_yet_says_nothing(
    two_rooms: tuple[Site, Site], tmp_path: Path
) -> None:
    path = book(
        tmp_path / "借阅量.xlsx",
        ["书房", "2024-01", "2024-02", "2024-03"],
        [TEA, 10, 20, None],
        [TAIPING, 1, None, None],
    )
    import_paths(path)
    assert counts() == [
        ("loans", "chayuan", "2024-01-16", 10),
        ("loans", "chayuan", "2024-02-16", 20),
        ("loans", "taiping", "2024-01-16", 1),
        ("loans", "taiping", "2024-02-16", None),
    ]


def test_what_a_wide_sheet_counts_is_asked_where_nothing_says_it(
    two_rooms: tuple[Site, Site], tmp_path: Path
) -> None:
    path = book(tmp_path / "a.xlsx", ["书房", "2024-01", "2024-02"], [TEA, 10, 20])
    _, preview = import_paths(path)
    [question] = preview.questions
    assert preview.totals["refused"] == 1
    _, done = import_paths(path, answers={question.id: "进馆人次"})
    assert done.sheets[0].kind == "visits"
    assert [c for c, *_ in counts()] == ["visits", "visits"]


def test_the_kind_may_be_said_by_hand(two_rooms: tuple[Site, Site], tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", ["书房", "2024-01", "2024-02"], [TEA, 10, 20])
    _, preview = import_paths(path, kind="loans")
    assert not preview.questions
    assert [c for c, *_ in counts()] == ["loans", "loans"]


def test_counts_by_day_and_by_month_do_not_mix(
    two_rooms: tuple[Site, Site], tmp_path: Path
) -> None:
    head = ["月份", "书房", "借阅量"]
    import_paths(book(tmp_path / "a.xlsx", head, ["2024年7月", TEA, 100]))
    _, preview = import_paths(
        book(
            tmp_path / "b.xlsx",
            ["日期", "书房", "借阅量"],
            ["2024-07-03", TEA, 5],
            ["2024-07-03", TAIPING, 5],
        )
    )
    [refused] = preview.refused
    assert refused.column == "日期"
    assert preview.totals["imported"] == 1


def test_another_value_for_the_same_month_is_shown_and_not_imported(
    two_rooms: tuple[Site, Site], tmp_path: Path
) -> None:
    head = ["月份", "书房", "借阅量"]
    import_paths(book(tmp_path / "a.xlsx", head, ["2024年7月", TEA, 100]))
    _, preview = import_paths(book(tmp_path / "b.xlsx", head, ["2024年7月", TEA, 120]))
    [twice] = preview.duplicates
    assert [(mine, other) for _, mine, other in twice.differences] == [("120", "100")]
    assert PeriodCount.objects.get().value == 100


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        (["2024年13月", TEA, 5], "月份"),
        (["2024年7月", TEA, -5], "借阅量"),
        (["2024年7月", "火星书房", 5], "书房"),
        (["2024年7月", None, 5], "书房"),
        ([None, TEA, 5], "月份"),
        (["2024年7月", TEA, "许多"], "借阅量"),
    ],
)
def test_wrong_rows_are_refused(
    cells: list[Any], column: str, two_rooms: tuple[Site, Site], tmp_path: Path
) -> None:
    path = book(tmp_path / "a.xlsx", ["月份", "书房", "借阅量"], ["2024年6月", TEA, 1], cells)
    _, preview = import_paths(path)
    [refused] = preview.refused
    assert (refused.row, refused.column) == (3, column)
    assert preview.totals["imported"] == 1


def test_a_network_total_without_rooms_is_no_ledger(
    two_rooms: tuple[Site, Site], tmp_path: Path
) -> None:
    path = book(
        tmp_path / "a.xlsx",
        ["月份", "进馆人次", "借阅量"],
        ["2024年7月", 5000, 900],
        ["合计", 5000, 900],
    )
    _, preview = import_paths(path)
    assert preview.sheets[0].kind == "summary"
    assert not PeriodCount.objects.exists()


class TestAMonthCountedLater:
    """A gap that a later ledger closes; a value never changes by import."""

    HEAD = ("月份", "书房名称", "进馆人次", "计数方式")

    @pytest.fixture
    def gap(self, two_rooms: tuple[Site, Site], tmp_path: Path) -> ImportRun:
        path = book(tmp_path / "a.xlsx", list(self.HEAD), ["2024-07", TEA, "—", "门禁"])
        return import_paths(path)[0]

    def later(self, tmp_path: Path, value: object) -> tuple[ImportRun, Any]:
        name = f"b{value}.xlsx"
        return import_paths(book(tmp_path / name, list(self.HEAD), ["2024-07", TEA, value, "人工"]))

    def test_it_is_filled_and_counted_as_imported(self, gap: ImportRun, tmp_path: Path) -> None:
        run, preview = self.later(tmp_path, 120)
        assert preview.totals["imported"] == 1
        row = PeriodCount.objects.get(counted="visits")
        assert (row.value, row.method, row.import_run) == (120, "manual", run)

    def test_undo_leaves_the_gap_that_was_there(self, gap: ImportRun, tmp_path: Path) -> None:
        run, _ = self.later(tmp_path, 120)
        undo_import(run=run, actor="李运营")
        row = PeriodCount.objects.get(counted="visits")
        assert (row.value, row.method, row.import_run, row.before) == (None, "gate", gap, None)

    def test_undoing_both_leaves_nothing(self, gap: ImportRun, tmp_path: Path) -> None:
        run, _ = self.later(tmp_path, 120)
        undo_import(run=gap, actor="李运营")
        assert PeriodCount.objects.get(counted="visits").value == 120
        undo_import(run=run, actor="李运营")
        assert not PeriodCount.objects.exists()

    def test_another_value_is_a_duplicate(self, gap: ImportRun, tmp_path: Path) -> None:
        self.later(tmp_path, 120)
        _, preview = self.later(tmp_path, 150)
        assert preview.totals["duplicates"] == 1
        assert PeriodCount.objects.get(counted="visits").value == 120

    def test_what_a_person_left_empty_stays_empty(self, gap: ImportRun, tmp_path: Path) -> None:
        PeriodCount.objects.update(changed_at=timezone.now())
        _, preview = self.later(tmp_path, 120)
        assert preview.totals["duplicates"] == 1
        assert PeriodCount.objects.get(counted="visits").value is None

    def test_within_one_sheet_the_value_wins(
        self, two_rooms: tuple[Site, Site], tmp_path: Path
    ) -> None:
        rows = (["2024-07", TEA, None, "门禁"], ["2024-07", TEA, 88, "门禁"])
        _, preview = import_paths(book(tmp_path / "a.xlsx", list(self.HEAD), *rows))
        assert preview.totals["refused"] == 0
        assert counts(counted="visits") == [("visits", "chayuan", "2024-07-16", 88)]
