"""Media reports on a sheet of their own find their activities by room, day and title."""

from pathlib import Path
from typing import Any

import pytest

from shufang.activities.models import MediaReport
from shufang.places.models import Site
from tests.imports import import_paths
from tests.intake.shapes import workbook

pytestmark = pytest.mark.django_db
LEDGER_HEAD = ["日期", "时间", "书房", "分类", "活动名称", "签到数", "媒体报道"]
HEAD = ["活动日期", "书房", "活动名称", "媒体", "标题", "链接"]
LEDGER = [
    ["2024-07-20", "9:00", "太平书房", "亲子阅读", "绘本共读《团圆》", 5, None],
    ["2024-07-21", "9:00", "太平书房", "亲子阅读", "皮影戏", 5, "南湖声音"],
    ["2024-07-21", "14:00", "太平书房", "亲子阅读", "剪纸", 5, 1],
]


def book(path: Path, *rows: list[Any], head: list[str] = HEAD, ledger: bool = True) -> Path:
    sheets: dict[str, list[list[Any]]] = {"媒体报道": [head, *rows]}
    if ledger:
        sheets["活动"] = [LEDGER_HEAD, *LEDGER]
    return workbook(path, sheets)


def reports() -> list[tuple[str, str, str]]:
    rows = MediaReport.objects.order_by("activity__day", "activity__starts_at", "outlet")
    return [(r.activity.title, r.outlet, r.title) for r in rows]


def test_reports_find_their_activities(two_rooms: tuple[Site, Site], tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        [
            "2024-07-20",
            "太平 智慧书房",
            "绘本共读团圆",
            "读嘉",
            "一起读书",
            "https://example.com/1",
        ],
        ["2024-07-21", "太平书房", "皮影戏", "南湖声音", "影子", None],
        ["2024-07-21", "太平书房", "剪纸", "嘉兴日报", "纸上的年", None],
    )
    _, preview = import_paths(path)
    media = next(sheet for sheet in preview.sheets if sheet.kind == "media")
    assert media.counts() == {
        "read": 3, "imported": 2, "duplicates": 1, "ignored": 0, "refused": 0,
    }  # fmt: skip
    assert reports() == [
        ("绘本共读《团圆》", "读嘉", "一起读书"),
        ("皮影戏", "南湖声音", "影子"),
        ("剪纸", "嘉兴日报", "纸上的年"),
    ]


def test_a_later_file_finds_the_activities_of_an_earlier_one(
    two_rooms: tuple[Site, Site], tmp_path: Path
) -> None:
    import_paths(workbook(tmp_path / "a.xlsx", {"活动": [LEDGER_HEAD, *LEDGER]}))
    path = book(
        tmp_path / "b.xlsx",
        ["2024-07-20", "太平书房", "绘本共读《团圆》", "读嘉", None, None],
        ["2024-07-21", "太平书房", "皮影戏", "南湖声音", None, None],
        ledger=False,
    )
    _, preview = import_paths(path)
    assert preview.totals["imported"] == 1
    assert preview.totals["duplicates"] == 1
    _, again = import_paths(path)
    assert again.changes_nothing


def test_a_headline_alone_means_the_only_activity_of_that_room_and_day(
    two_rooms: tuple[Site, Site], tmp_path: Path
) -> None:
    path = book(
        tmp_path / "a.xlsx",
        ["2024-07-20", "太平书房", "读嘉", "孩子们的周末", None],
        ["2024-07-21", "太平书房", "读嘉", "书房里的剪纸课", None],
        ["2024-07-21", "太平书房", "读嘉", "热闹的一天", None],
        head=["日期", "书房", "媒体", "标题", "链接"],
    )
    _, preview = import_paths(path)
    assert ("绘本共读《团圆》", "读嘉", "孩子们的周末") in reports()
    assert ("剪纸", "读嘉", "书房里的剪纸课") in reports()
    [question] = preview.questions
    assert [choice.label.zh for choice in question.choices][:2] == [
        "2024-07-21 09:00 皮影戏",
        "2024-07-21 14:00 剪纸",
    ]
    _, done = import_paths(path, answers={question.id: "2024-07-21 09:00 皮影戏"})
    assert ("皮影戏", "读嘉", "热闹的一天") in reports()
    assert done.totals["imported"] == 1


def test_a_report_may_come_out_days_later(two_rooms: tuple[Site, Site], tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        ["2024-07-23", "太平书房", "绘本共读《团圆》", "读嘉", None, None],
        head=["报道日期", "书房", "活动名称", "媒体", "标题", "链接"],
    )
    _, preview = import_paths(path)
    assert not preview.refused
    assert MediaReport.objects.get(outlet="读嘉").day.isoformat() == "2024-07-23"


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        (["2024-07-19", "太平书房", "绘本共读《团圆》", "读嘉", None, None], "活动名称"),
        (["2024-07-20", "茶园小学书房", "绘本共读《团圆》", "读嘉", None, None], "活动名称"),
        (["2024-07-20", "火星书房", "绘本共读《团圆》", "读嘉", None, None], "书房"),
        (["2024-13-20", "太平书房", "绘本共读《团圆》", "读嘉", None, None], "活动日期"),
        (["2024-07-20", "太平书房", "绘本共读《团圆》", None, None, None], "媒体"),
        (["2024-07-20", "太平书房", "绘本共读《团圆》", "读嘉", None, "javascript:x"], "链接"),
    ],
)
def test_reports_that_fit_nothing_are_refused(
    cells: list[Any], column: str, two_rooms: tuple[Site, Site], tmp_path: Path
) -> None:
    _, preview = import_paths(book(tmp_path / "a.xlsx", cells))
    [refused] = preview.refused
    assert (refused.sheet, refused.row, refused.column) == ("媒体报道", 2, column)
