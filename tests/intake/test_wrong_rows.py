"""Rows that cannot be right are refused one by one, with the column, the value and the reason."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from shufang.activities.models import Activity, StatedCount
from shufang.intake.actions.write_refused_rows import write_refused_rows
from shufang.places.models import Site
from tests.imports import Import
from tests.intake.shapes import workbook

pytestmark = pytest.mark.django_db

HEAD = [
    "序号",
    "活动日期",
    "时间",
    "书房",
    "分类",
    "活动名称",
    "签到数（家庭）",
    "成人",
    "儿童",
    "参与人次",
    "备注",
]
GOOD = [1, "2024-07-20", "14:30", "太平书房", "亲子阅读", "共读", 10, 12, 18, 30, None]
WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("no such month", {"活动日期": "2024-13-45"}, "活动日期"),
    ("no such day", {"活动日期": "2024年2月30日"}, "活动日期"),
    ("no date", {"活动日期": None}, "活动日期"),
    ("text for a date", {"活动日期": "待定"}, "活动日期"),
    ("far away", {"活动日期": "2074-07-20"}, "活动日期"),
    ("no such time", {"时间": "25:70"}, "时间"),
    ("ends before it starts", {"时间": "14:30-13:30"}, "时间"),
    ("unknown room", {"书房": "火星书房"}, "书房"),
    ("no room", {"书房": None}, "书房"),
    ("unknown category", {"分类": "广场舞"}, "分类"),
    ("no category", {"分类": None}, "分类"),
    ("below zero", {"签到数（家庭）": -5}, "签到数（家庭）"),
    ("a broken count", {"参与人次": "很多", "成人": None, "儿童": None}, "参与人次"),
    ("half a household", {"签到数（家庭）": 3.5}, "签到数（家庭）"),
    ("total is not its parts", {"参与人次": 31}, "参与人次"),
    ("a part larger than the total", {"成人": 40, "儿童": None}, "成人"),
    ("fewer heads than households", {"参与人次": 8, "成人": None, "儿童": None}, "参与人次"),
    ("a title without end", {"活动名称": "长" * 201}, "活动名称"),
]


def row(**changes: Any) -> list[Any]:
    return list({**dict(zip(HEAD, GOOD, strict=True)), **changes}.values())


@pytest.mark.parametrize(("changes", "column"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG])
def test_a_wrong_row_is_refused_and_the_others_go_in(
    changes: dict[str, Any], column: str, import_files: Import, two_rooms: tuple[Site, Site],
    tmp_path: Path,
) -> None:  # fmt: skip
    path = workbook(
        tmp_path / "台账.xlsx",
        {"活动": [HEAD, row(), row(**changes), row(活动日期="2024-07-21", 序号=3)]},
    )
    _, preview = import_files(path)
    assert preview.totals["imported"] == 2
    [refused] = preview.refused
    assert (refused.file, refused.sheet, refused.row) == ("台账.xlsx", "活动", 3)
    assert refused.column == column
    assert refused.reason.zh
    assert refused.reason.en
    assert refused.reason.en.isascii() or "“" in refused.reason.en
    assert Activity.objects.count() == 2


def test_the_value_of_a_refused_row_is_told_as_it_was_typed(
    import_files: Import, two_rooms: tuple[Site, Site], tmp_path: Path
) -> None:
    path = workbook(tmp_path / "a.xlsx", {"活动": [HEAD, row(活动日期="2024-13-45")]})
    _, preview = import_files(path)
    assert preview.refused[0].value == "2024-13-45"


def test_refused_rows_come_back_corrected(
    import_files: Import, two_rooms: tuple[Site, Site], tmp_path: Path
) -> None:
    head = ["日期", "时间", "书房", "分类", "主题", "户数"]
    path = workbook(
        tmp_path / "2024年台账.xlsx",
        {"7月": [["书房活动"], head, ["7月20日", "9:00", "太平", "故事剧场", "皮影", "12户"]]},
    )
    _, preview = import_files(path)
    [refused] = preview.refused
    assert refused.column == "书房"
    out = tmp_path / "未导入.xlsx"
    write_refused_rows(refused=preview.refused, to=out)
    _correct(out, column=2, value="太平书房")
    _, again = import_files(out)
    assert not again.refused
    [activity] = Activity.objects.all()
    assert activity.day == date(2024, 7, 20)  # the year is in the line above the header
    assert activity.stated.sign_ins == 12


def _correct(path: Path, *, column: int, value: str) -> None:
    import openpyxl

    book = openpyxl.load_workbook(path)
    book.active.cell(row=3, column=column + 1, value=value)
    book.save(path)


def test_blank_counts_are_missing_and_never_zero(
    import_files: Import, two_rooms: tuple[Site, Site], tmp_path: Path
) -> None:
    rows = [
        row(**{"签到数（家庭）": None, "成人": None, "儿童": None, "参与人次": "—"}),
        row(
            **{
                "活动日期": "2024-07-21",
                "签到数（家庭）": 0,
                "成人": None,
                "儿童": 5,
                "参与人次": None,
            }
        ),
        row(活动日期="2024-07-22", 参与人次=None),
        row(活动日期="2024-07-23", 参与人次="约30人"),
    ]
    import_files(workbook(tmp_path / "a.xlsx", {"活动": [HEAD, *rows]}))
    stated = StatedCount.objects.order_by("activity__day")
    assert [(s.sign_ins, s.adults, s.children, s.attendees, s.estimated) for s in stated] == [
        (None, None, None, None, False),
        (0, None, 5, None, False),
        (10, 12, 18, 30, False),
        (10, 12, 18, 30, True),
    ]


def test_a_cancelled_activity_keeps_no_counts(
    import_files: Import, two_rooms: tuple[Site, Site], tmp_path: Path
) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        {
            "活动": [
                HEAD,
                row(备注="因台风取消", **{"签到数（家庭）": "取消"}),
                row(活动日期="2024-07-21", 备注="取消报名2人"),
            ]
        },
    )
    _, preview = import_files(path)
    assert preview.totals["imported"] == 2
    assert [a.state for a in Activity.objects.order_by("day")] == ["cancelled", "held"]


def test_rows_that_are_no_records_are_ignored_and_counted(
    import_files: Import, two_rooms: tuple[Site, Site], tmp_path: Path
) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        {
            "活动": [
                HEAD, row(), [None, "小计", None, None, None, "1场", 10, 12, 18, 30], HEAD,
                row(活动日期="2024-07-21"), [], ["合计", *[None] * 5, 20, 24, 36, 60],
                [3], ["备注：数据来自书房"], ["制表人：李运营", None, "审核人：王馆长"],
            ]
        },
    )  # fmt: skip
    _, preview = import_files(path)
    assert preview.totals == {
        "read": 8, "imported": 2, "duplicates": 0, "ignored": 6, "refused": 0,
    }  # fmt: skip
    assert all(comparison.agrees for comparison in preview.comparisons)


def test_a_stated_total_that_does_not_fit_is_shown(
    import_files: Import, two_rooms: tuple[Site, Site], tmp_path: Path
) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        {"活动": [HEAD, row(), row(活动日期="2024-13-45"), ["合计", *[None] * 5, 20, 24, 36, 60]]},
    )
    _, preview = import_files(path)
    assert {(c.what, c.stated, c.found) for c in preview.comparisons if not c.agrees} == {
        ("sign_ins", 20, 10),
        ("attendees", 60, 30),
    }
