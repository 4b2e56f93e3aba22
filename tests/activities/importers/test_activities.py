"""Ledgers of activities: times, categories, media in the row, duplicates."""

from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from shufang.activities.models import Activity, MediaReport
from shufang.places.models import Site
from tests.imports import import_paths
from tests.intake.shapes import workbook

pytestmark = pytest.mark.django_db
HEAD = ["日期", "时间", "书房", "分类", "活动名称", "签到数", "媒体报道", "备注"]


def book(path: Path, *rows: list[Any], head: list[str] = HEAD, sheet: str = "活动") -> Path:
    return workbook(path, {sheet: [head, *rows]})


def clock(activity: Activity) -> tuple[time | None, time | None]:
    return tuple(  # type: ignore[return-value]
        timezone.localtime(moment).time() if moment else None
        for moment in (activity.starts_at, activity.ends_at)
    )


@pytest.mark.parametrize(
    ("day", "hours", "expected"),
    [
        ("2024年7月20日(周六)下午2:30-4:00", None, (time(14, 30), time(16))),
        ("2024-07-20", "14:30", (time(14, 30), None)),
        ("2024/7/20", "9：00～10：30", (time(9), time(10, 30))),
        ("2024.07.20 ", None, (None, None)),
        (45493, "14:30-15:30", (time(14, 30), time(15, 30))),
        (45493.5, None, (time(12), None)),
        ("２０２４年７月２０日", "下午2点半", (time(14, 30), None)),
        ("20240720", None, (None, None)),
    ],
)
def test_days_and_times_in_every_spelling(
    day: Any, hours: Any, expected: Any, two_rooms: tuple[Site, Site], tmp_path: Path
) -> None:
    import_paths(book(tmp_path / "a.xlsx", [day, hours, "太平书房", "亲子阅读", "共读", 5]))
    activity = Activity.objects.get()
    assert activity.day == date(2024, 7, 20)
    assert clock(activity) == expected


def test_start_and_end_in_columns_of_their_own(
    two_rooms: tuple[Site, Site], tmp_path: Path
) -> None:
    head = ["活动日期", "开始时间", "结束时间", "书房", "类别", "主题", "户数"]
    import_paths(
        book(
            tmp_path / "a.xlsx",
            [date(2024, 7, 20), time(9, 0), time(10, 30), "太平书房", "亲子阅读", "共读", 5],
            head=head,
        )
    )
    assert clock(Activity.objects.get()) == (time(9), time(10, 30))


def test_one_column_of_moments(two_rooms: tuple[Site, Site], tmp_path: Path) -> None:
    head = ["时间", "书房", "类别", "主题", "人数"]
    import_paths(
        book(tmp_path / "a.xlsx", ["2024-07-20 09:00", "太平书房", "微剧场", "皮影", 30], head=head)
    )
    activity = Activity.objects.get()
    assert clock(activity) == (time(9), None)
    assert activity.category.name == "故事剧场"
    assert (activity.stated.sign_ins, activity.stated.attendees) == (None, 30)


def test_a_day_without_month_takes_it_from_the_sheet(
    two_rooms: tuple[Site, Site], tmp_path: Path
) -> None:
    import_paths(
        book(
            tmp_path / "2024年台账.xlsx",
            ["20日", None, "太平书房", "亲子阅读", "共读", 5],
            [21, None, "太平书房", "亲子阅读", "共读", 5],
            sheet="7月",
        )
    )
    assert sorted(Activity.objects.values_list("day", flat=True)) == [
        date(2024, 7, 20),
        date(2024, 7, 21),
    ]


def test_a_contract_year_in_the_title_gives_each_month_its_year(
    two_rooms: tuple[Site, Site], tmp_path: Path
) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        {
            "活动": [
                ["活动台账（2024年7月至2025年6月）"],
                HEAD,
                ["7月20日", None, "太平书房", "亲子阅读", "共读", 5],
                ["1月20日", None, "太平书房", "亲子阅读", "共读", 5],
            ]
        },
    )
    import_paths(path)
    assert sorted(Activity.objects.values_list("day", flat=True)) == [
        date(2024, 7, 20),
        date(2025, 1, 20),
    ]


@pytest.mark.parametrize(
    ("cell", "outlets"),
    [
        ("南湖声音、读嘉", ["南湖声音", "读嘉"]),
        ("南湖声音，嘉兴日报；读嘉", ["南湖声音", "嘉兴日报", "读嘉"]),
        ("《嘉兴日报》等", ["嘉兴日报"]),
        ("2篇", ["未注明", "未注明"]),
        (1, ["未注明"]),
        ("读嘉(2篇)", ["读嘉", "读嘉"]),
        ("有", ["未注明"]),
        ("无", []),
        ("—", []),
        (0, []),
        (None, []),
    ],
)
def test_media_in_the_row(
    cell: Any, outlets: list[str], two_rooms: tuple[Site, Site], tmp_path: Path
) -> None:
    import_paths(
        book(tmp_path / "a.xlsx", ["2024-07-20", None, "太平书房", "亲子阅读", "共读", 5, cell])
    )
    assert sorted(MediaReport.objects.values_list("outlet", flat=True)) == sorted(outlets)


def test_the_same_room_start_and_title_are_one_activity(
    two_rooms: tuple[Site, Site], tmp_path: Path
) -> None:
    def row(**changes: Any) -> list[Any]:
        good = ["2024-07-20", "9:00", "太平书房", "亲子阅读", "共读《团圆》", 5, None, None]
        return list({**dict(zip(HEAD, good, strict=True)), **changes}.values())

    path = book(
        tmp_path / "a.xlsx",
        row(),
        row(日期="7月20日", 时间="09:00-10:00", 书房="太平 智慧书房", 签到数=6),
        row(时间=None),
        row(时间="10:00"),
        row(活动名称="共读《小羊》"),
        row(书房="茶园小学书房"),
        sheet="2024年7月",
    )
    _, preview = import_paths(path)
    assert preview.totals["imported"] == 5
    [twice] = preview.duplicates
    assert twice.row == 3
    assert twice.other.endswith("› 2")
    assert [(mine, other) for _, mine, other in twice.differences] == [("6", "5")]


def test_names_of_volunteers_are_counted_and_not_kept(
    two_rooms: tuple[Site, Site], tmp_path: Path
) -> None:
    head = ["日期", "书房", "分类", "活动名称", "签到数", "志愿者"]
    import_paths(
        book(
            tmp_path / "a.xlsx",
            ["2024-07-20", "太平书房", "亲子阅读", "共读", 5, "赵晓、钱多"],
            ["2024-07-21", "太平书房", "亲子阅读", "共读", 5, "3人"],
            head=head,
        )
    )
    assert list(Activity.objects.order_by("day").values_list("helpers", flat=True)) == [2, 3]


def test_a_row_for_several_activities_is_refused(
    two_rooms: tuple[Site, Site], tmp_path: Path
) -> None:
    head = ["日期", "书房", "分类", "活动名称", "签到数", "场次"]
    rows = [["2024-07-20", "太平书房", "亲子阅读", f"共读{n}", 5, n] for n in (1, 2, 1, 1)]
    for day, row in enumerate(rows, start=20):
        row[0] = f"2024-07-{day}"
    _, preview = import_paths(book(tmp_path / "a.xlsx", *rows, head=head))
    [refused] = preview.refused
    assert (refused.row, refused.column) == (3, "场次")


def test_merged_cells_hold_for_all_their_rows(two_rooms: tuple[Site, Site], tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        {
            "活动": [
                HEAD,
                ["2024-07-20", "9:00", "太平书房", "亲子阅读", "共读", 5],
                [None, "14:00", None, None, "共读", 7],
            ]
        },
        [("活动", "A2:A3"), ("活动", "C2:C3"), ("活动", "D2:D3")],
    )
    _, preview = import_paths(path)
    assert preview.totals["imported"] == 2
    assert set(Activity.objects.values_list("stated__sign_ins", flat=True)) == {5, 7}
