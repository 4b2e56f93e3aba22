"""The same city in other shapes: the figures must not depend on the layout."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shufang.activities.models import Activity
from shufang.circulation.models import PeriodCount
from tests.imports import Import
from tests.intake import figures, sample, shapes

pytestmark = pytest.mark.django_db

LEDGERS = [
    (shapes.flat, "全年.xlsx"),
    (shapes.two_row_header, "统计.xlsx"),
    (shapes.gb18030_csv, "活动.csv"),
    (shapes.old_xls, "分类台账.xls"),
]
LOANS = [
    (shapes.months_down, "a.xlsx"),
    (shapes.long_loans, "流通数据.xlsx"),
    (shapes.years_over_months, "表.xlsx"),
]
VISITS = [(shapes.visits_by_month, "b.xlsx"), (shapes.visits_wide, "c.xlsx")]
Shape = Callable[[Path], Path]


@pytest.mark.parametrize(("shape", "name"), LEDGERS)
def test_a_ledger_of_another_shape(
    shape: Shape, name: str, import_files: Import, tmp_path: Path
) -> None:
    rooms = shapes.rooms(tmp_path / "书房.xlsx")
    _, preview = import_files(shape(tmp_path / name), rooms)
    assert figures.activities() == figures.EXPECTED_ACTIVITIES
    assert not preview.questions
    assert not preview.refused
    assert all(comparison.agrees for comparison in preview.comparisons)


@pytest.mark.parametrize(("shape", "name"), LOANS)
def test_loans_of_another_shape(
    shape: Shape, name: str, import_files: Import, tmp_path: Path
) -> None:
    rooms = shapes.rooms(tmp_path / "书房.xlsx")
    _, preview = import_files(rooms, shape(tmp_path / name))
    assert figures.loans() == figures.EXPECTED_LOANS
    assert not preview.questions
    assert not preview.refused


@pytest.mark.parametrize(("shape", "name"), VISITS)
def test_visits_of_another_shape(
    shape: Shape, name: str, import_files: Import, tmp_path: Path
) -> None:
    rooms = shapes.rooms(tmp_path / "书房.xlsx")
    _, preview = import_files(rooms, shape(tmp_path / name))
    assert figures.visits() == figures.EXPECTED_VISITS
    assert not preview.questions
    assert not preview.refused


def test_the_same_activities_in_another_shape_are_duplicates(
    import_files: Import, tmp_path: Path
) -> None:
    rooms = shapes.rooms(tmp_path / "书房.xlsx")
    import_files(rooms, shapes.gb18030_csv(tmp_path / "活动.csv"))
    _, preview = import_files(shapes.two_row_header(tmp_path / "统计.xlsx"))
    assert preview.changes_nothing
    assert preview.totals["duplicates"] == 286
    assert figures.activities() == figures.EXPECTED_ACTIVITIES


def test_a_ledger_in_english(import_files: Import, tmp_path: Path) -> None:
    head = ["Date", "Start", "End", "Room", "Category", "Title", "Leader", "Families", "Adults",
            "Children", "Total"]  # fmt: skip
    rows = [
        [one.day, one.start, one.end, one.room, one.category, one.title, one.leader, one.sign_ins,
         *shapes.split_heads(one), one.attendees]
        for one in sample.held()
    ]  # fmt: skip
    rooms = shapes.rooms(tmp_path / "书房.xlsx")
    _, preview = import_files(
        rooms, shapes.workbook(tmp_path / "a.xlsx", {"Events": [head, *rows]})
    )
    assert preview.totals["imported"] == 31 + 286
    assert figures.activities()["signins"] == 3955
    assert figures.activities()["persons"] == 12250


def test_a_sheet_for_each_room(import_files: Import, tmp_path: Path) -> None:
    rooms = shapes.rooms(tmp_path / "书房.xlsx")
    activities: dict[str, list[list[Any]]] = {}
    for one in sample.held():
        page = activities.setdefault(one.room, [["日期", "时间", "类别", "主题", "户数", "人次"]])
        page.append([one.day, one.start, one.category, one.title, one.sign_ins, one.attendees])
    visits: dict[str, list[list[Any]]] = {}
    for month, room, entries, _method, cards in sample.visits():
        visits.setdefault(room, [["月份", "进馆人次", "办证数"]]).append([month, entries, cards])
    _, preview = import_files(
        rooms,
        shapes.workbook(tmp_path / "a.xlsx", activities),
        shapes.workbook(tmp_path / "b.xlsx", visits),
    )
    assert not preview.refused
    assert figures.activities()["by_site"] == figures.EXPECTED_ACTIVITIES["by_site"]
    assert figures.visits() == figures.EXPECTED_VISITS


@pytest.mark.parametrize(
    "rows",
    [
        [["年份", "月份", "日", "书房", "类别", "主题", "户数"],
         [2024, 7, 20, "太平书房", "亲子阅读", "共读", 3],
         [2024, "7月", "21日", "太平书房", "亲子阅读", "共读", 3]],
        [["月份", "日期", "书房", "类别", "主题", "户数"],
         ["2024年7月", "7月20日", "太平书房", "亲子阅读", "共读", 3],
         ["2024-07", "7.21", "太平书房", "亲子阅读", "共读", 3]],
        [["2024年7月活动"], ["日期", "书房", "类别", "主题", "户数"],
         ["7月20日", "太平书房", "亲子阅读", "共读", 3], [], ["下半月活动"],
         ["日期", "书房", "类别", "主题", "户数"], ["7月21日", "太平书房", "亲子阅读", "共读", 3]],
    ],
)  # fmt: skip
def test_days_put_together_from_columns_or_titles(
    rows: list[list[Any]], import_files: Import, two_rooms: object, tmp_path: Path
) -> None:
    _, preview = import_files(shapes.workbook(tmp_path / "a.xlsx", {"活动": rows}))
    assert not preview.refused
    days = Activity.objects.order_by("day").values_list("day", flat=True)
    assert [day.isoformat() for day in days] == ["2024-07-20", "2024-07-21"]


@pytest.mark.parametrize(
    "rows",
    [
        [["月份", "书房", "指标", "数值"], ["2024年7月", "太平书房", "借阅量", 5],
         ["2024年7月", "太平书房", "进馆人次", 50]],
        [["书房", "指标", "2024年7月"], ["太平书房", "借阅量", 5], ["太平书房", "进馆人次", 50]],
        [["月份", "书房", "进馆人次", "借阅量"], ["2024年7月", "太平书房", 50, 5]],
    ],
)  # fmt: skip
def test_items_named_in_a_column(
    rows: list[list[Any]], import_files: Import, two_rooms: object, tmp_path: Path
) -> None:
    path = shapes.workbook(tmp_path / "a.xlsx", {"数据": [*rows]})
    _, preview = import_files(path)
    assert not preview.refused
    assert dict(PeriodCount.objects.values_list("counted", "value")) == {"loans": 5, "visits": 50}


def test_figures_of_rooms_that_nobody_can_read_are_not_lost(
    import_files: Import, two_rooms: object, tmp_path: Path
) -> None:
    rows: list[list[Any]] = [
        ["书房", "一季度", "二季度"],
        ["太平书房", 5, 6],
        ["茶园小学书房", 7, 8],
    ]
    _, preview = import_files(shapes.workbook(tmp_path / "a.xlsx", {"借阅": rows}))
    assert preview.totals["refused"] == 2
    assert preview.questions
