"""The content of the sample city, read by hand, so that it can be written in other shapes."""

import json
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl

FOLDER = Path(__file__).parents[1] / "data" / "jiaxing-2024"
FILES = sorted(FOLDER.glob("*.xlsx"))
EXPECTED: dict[str, Any] = json.loads((FOLDER / "expected.json").read_text())
CATEGORIES = {
    "亲子活动": "亲子阅读",
    "亲子绘本阅读": "亲子阅读",
    "微剧场": "故事剧场",
    "银龄阅读": "老年阅读",
    "推广人培训": "阅读推广人培训",
}


@dataclass(frozen=True)
class Held:
    """One activity, with every spelling straightened out."""

    day: date
    start: time
    end: time | None
    room: str
    town: str
    category: str
    title: str
    leader: str
    helpers: int | None
    sign_ins: int
    attendees: int
    outlets: str


def _rows(file: str, sheet: str) -> list[tuple[Any, ...]]:
    return list(_book(file)[sheet])


@cache
def _book(file: str) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(FOLDER / file, read_only=True)
    return {page.title: list(page.iter_rows(values_only=True)) for page in book}


def rooms() -> list[tuple[Any, ...]]:
    """Name, town, setting, hours, longitude, latitude."""
    return _rows("书房名录.xlsx", "书房名录")[1:]


def loans() -> list[tuple[str, str, list[tuple[str, int]]]]:
    """Room, town, and (month, loans) in order."""
    head, *rows = _rows("借阅量.xlsx", "借阅量")
    return [
        (row[0], row[1], [(month, int(n)) for month, n in zip(head[2:-1], row[2:-1], strict=True)])
        for row in rows
    ]


def visits() -> list[tuple[Any, ...]]:
    """Month, room, visits (None or — where nobody counted), method, new cards."""
    return _rows("进馆与办证.xlsx", "进馆与办证")[1:]


@cache
def held() -> list[Held]:
    """The 286 activities, without the one entered twice."""
    found: list[Held] = []
    for sheet, rows in _book("活动台账.xlsx").items():
        if sheet == "汇总":
            continue
        year = int(sheet[:4])
        found += [
            _held(row, year)
            for row in rows[3:]
            if isinstance(row[0], int | float) and row[12] != "重复登记"
        ]
    return found


def _held(row: tuple[Any, ...], year: int) -> Held:
    _no, day, clock, room, town, category, title, leader, helpers, sign_ins, heads, media, _ = row
    start, _, end = str(clock).partition("-")
    name = re.sub(r"\s|智慧|书房", "", room) + "智慧书房"
    return Held(
        day=_day(day, year),
        start=time.fromisoformat(start),
        end=time.fromisoformat(end) if end else None,
        room=name,
        town=town,
        category=CATEGORIES.get(kind := re.sub(r"\s", "", category), kind),
        title=title,
        leader=leader,
        helpers=None if helpers is None else int(helpers),
        sign_ins=_number(sign_ins),
        attendees=_number(heads),
        outlets=media or "",
    )


def _day(cell: Any, year: int) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    numbers = [int(n) for n in re.findall(r"\d+", str(cell))]
    return date(*numbers) if len(numbers) == 3 else date(year, *numbers)


def _number(cell: Any) -> int:
    return int(re.sub(r"\D", "", unicodedata.normalize("NFKC", str(cell))))
