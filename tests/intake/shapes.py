"""The sample city written in other shapes: other headings, order, layout and file formats."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import xlwt

from tests.intake import sample
from tests.intake.sample import Held

Rows = Iterable[Sequence[Any]]


def workbook(path: Path, sheets: Mapping[str, Rows], merge: Sequence[tuple[str, str]] = ()) -> Path:
    """An .xlsx of these sheets; `merge` names sheet and range."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(list(row))
    for name, cells in merge:
        book[name].merge_cells(cells)
    book.save(path)
    return path


def rooms(path: Path) -> Path:
    """Another order of columns, other headings, a title."""
    return workbook(
        path,
        {
            "网点": [
                ["全市智慧书房一览表"],
                ["编号", "纬度", "经度", "场馆名称", "所属街道（镇）", "开放时间", "书房类型"],
                *(
                    [number, lat, lng, name, town, f"每日{hours}", kind]
                    for number, (name, town, kind, hours, lng, lat) in enumerate(
                        sample.rooms(), start=1
                    )
                ),
            ]
        },
    )


def split_heads(one: Held) -> tuple[int, int]:
    """Invented: some of the heads are adults."""
    adults = one.attendees // 3
    return adults, one.attendees - adults


def flat(path: Path) -> Path:
    """One sheet, the moment in one column, adults and children apart, media elsewhere."""
    rows = []
    for one in sample.held():
        adults, children = split_heads(one)
        moment = datetime.combine(one.day, one.start)
        rows.append(
            [one.title, one.category, one.room.removesuffix("智慧书房") + "书房", moment,
             f"{one.sign_ins}户", children, adults, one.leader, one.town]
        )  # fmt: skip
    media = [
        [
            one.day.isoformat(),
            one.room,
            one.title,
            outlet,
            f"报道：{one.title}",
            "https://example.com/a",
        ]
        for one in sample.held()
        for outlet in one.outlets.split("、")
        if outlet
    ]
    return workbook(
        path,
        {
            "全部活动": [
                ["主题", "类别", "场馆", "开始时间", "签到家庭", "儿童", "成人", "主讲人", "镇街"],
                *rows,
            ],
            "媒体": [["活动日期", "场馆", "活动名称", "报道媒体", "标题", "链接"], *media],
        },
    )


def two_row_header(path: Path) -> Path:
    """参与人数 over 成人|儿童|合计, a title and a note above, subtotals by month, notes below."""
    rows: list[Sequence[Any]] = [
        ["2024—2025年度活动统计表"],
        ["填表人：李运营", None, None, "审核：王馆长"],
        [
            "序号",
            "日期",
            "时间",
            "活动地点",
            "活动信息",
            None,
            "签到数",
            "参与人数",
            None,
            None,
            "报道媒体",
        ],
        [None, None, None, None, "类型", "名称", "（户）", "成人", "儿童", "合计", None],
    ]
    block: list[Held] = []
    for number, one in enumerate(sample.held(), start=1):
        if block and block[-1].day.month != one.day.month:
            rows.append(_subtotal(block))
            block = []
        block.append(one)
        adults, children = split_heads(one)
        clock = f"{one.start:%H:%M}" + (f"—{one.end:%H:%M}" if one.end else "")
        rows.append(
            [number, f"{one.day:%Y年%-m月%-d日}", clock, one.room, one.category, one.title,
             one.sign_ins, adults, children, one.attendees, one.outlets or "/"]
        )  # fmt: skip
    rows += [_subtotal(block), ["累计", *[None] * 5, 3955, None, None, 12250]]
    rows += [[], ["备注：以上数据来自各书房。"]]
    merged = ["A1:K1", "A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:F3", "H3:J3", "K3:K4"]
    return workbook(path, {"活动统计": rows}, [("活动统计", cells) for cells in merged])


def _subtotal(block: Sequence[Held]) -> list[Any]:
    sign_ins = sum(one.sign_ins for one in block)
    heads = sum(one.attendees for one in block)
    return [None, f"{block[0].day.month}月小计", None, None, None, f"{len(block)}场", sign_ins,
            None, None, heads, None]  # fmt: skip


def gb18030_csv(path: Path) -> Path:
    """A plain CSV of GB18030, times written as people say them."""
    with path.open("w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            ["书房名称", "所属街道(镇)", "活动分类", "活动名称", "时间", "负责人", "志愿者", "户数",
             "合计人次", "媒体报道", "备注"]
        )  # fmt: skip
        for one in sample.held():
            half = "上午" if one.start.hour < 12 else "下午"
            hour = one.start.hour if one.start.hour <= 12 else one.start.hour - 12
            weekday = "一二三四五六日"[one.day.weekday()]
            moment = f"{one.day:%Y年%m月%d日}(周{weekday}){half}{hour}:{one.start:%M}"
            writer.writerow(
                [one.room, one.town, one.category, one.title, moment, one.leader, one.helpers,
                 f"{one.sign_ins}组家庭", f"{one.attendees}人", one.outlets, ""]
            )  # fmt: skip
    return path


def old_xls(path: Path) -> Path:
    """An .xls with a sheet for each category, its name saying which; merged days."""
    book = xlwt.Workbook()
    date_style = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for category in dict.fromkeys(one.category for one in sample.held()):
        page = book.add_sheet(category)
        for column, heading in enumerate(
            ["日期", "时间段", "书房", "活动主题", "签到数", "人数", "媒体"]
        ):
            page.write(0, column, heading)
        rows = [one for one in sample.held() if one.category == category]
        for place, one in enumerate(rows, start=1):
            page.write(place, 0, datetime.combine(one.day, datetime.min.time()), date_style)
            page.write(place, 1, f"{one.start:%H:%M}")
            page.write(place, 2, one.room)
            page.write(place, 3, one.title)
            page.write(place, 4, one.sign_ins)
            page.write(place, 5, one.attendees)
            page.write(place, 6, one.outlets)
        page.write(len(rows) + 1, 0, "合计")
        page.write(len(rows) + 1, 4, sum(one.sign_ins for one in rows))
    book.save(str(path))
    return path


def months_down(path: Path) -> Path:
    """Loans with months in rows and rooms in columns."""
    loans = sample.loans()
    months = [month for month, _ in loans[0][2]]
    by_room = {room: dict(figures) for room, _town, figures in loans}
    rows = [[month, *(by_room[room][month] for room in by_room)] for month in months]
    totals = ["合计", *(sum(by_room[room].values()) for room in by_room)]
    return workbook(path, {"Sheet1": [["各书房图书借阅量统计"], ["月份", *by_room], *rows, totals]})


def long_loans(path: Path) -> Path:
    """Loans one a row, months as dates."""
    return workbook(
        path,
        {
            "流通": [
                ["场馆", "统计月份", "外借册次"],
                *(
                    [room, datetime.strptime(month, "%Y-%m"), n]  # noqa: DTZ007
                    for room, _town, figures in sample.loans()
                    for month, n in figures
                ),
            ]
        },
    )


def years_over_months(path: Path) -> Path:
    """Loans wide, the year in a merged cell over its months, a total for each year."""
    years = {"2023": range(1, 13), "2024": range(1, 13), "2025": range(1, 6)}
    top: list[Any] = ["序号", "书房"]
    low: list[Any] = [None, None]
    merged = ["A1:A2", "B1:B2"]
    for year, months in years.items():
        first = len(top)
        top += [f"{year}年", *[None] * len(months)]
        low += [*(f"{month}月" for month in months), "小计"]
        merged.append(
            f"{openpyxl.utils.get_column_letter(first + 1)}1:"
            f"{openpyxl.utils.get_column_letter(len(top))}1"
        )
    rows = []
    for number, (room, _town, figures) in enumerate(sample.loans(), start=1):
        known = dict(figures)
        row: list[Any] = [number, room]
        for year, months in years.items():
            parts = [known[f"{year}-{month:02d}"] for month in months]
            row += [*parts, sum(parts)]
        rows.append(row)
    return workbook(path, {"外借册次": [top, low, *rows]}, [("外借册次", m) for m in merged])


def visits_by_month(path: Path) -> Path:
    """A sheet for each month, its name saying which; blank and — where nobody counted."""
    sheets: dict[str, list[list[Any]]] = {}
    for month, room, visits, method, cards in sample.visits():
        page = sheets.setdefault(month, [["书房", "进馆人次", "统计方式", "办证数"]])
        page.append([room, visits, method, cards])
    return workbook(path, sheets)


def visits_wide(path: Path) -> Path:
    """Visits and cards on two sheets, months side by side."""
    months = list(dict.fromkeys(row[0] for row in sample.visits()))
    table = {(row[1], row[0]): row for row in sample.visits()}
    names = list(dict.fromkeys(row[1] for row in sample.visits()))
    return workbook(
        path,
        {
            sheet: [
                ["书房名称", *months],
                *([room, *(table[room, month][at] for month in months)] for room in names),
            ]
            for sheet, at in (("进馆人次", 2), ("新增读者证", 4))
        },
    )
