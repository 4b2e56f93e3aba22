"""Opening hours as a list of rooms states them."""

import re
from dataclasses import dataclass, field
from datetime import time
from itertools import pairwise

from shufang.intake.reading.book import Cell
from shufang.intake.values.bad import Bad
from shufang.intake.values.clock import BETWEEN, CLOCK, LAST_MINUTE, spoken
from shufang.intake.values.spelling import LONGEST, half_width, says_nothing, shown

Opening = tuple[tuple[int, ...], time, time]
"""Weekdays (0 = Monday, as date.weekday()), opens, closes (23:59 for midnight)."""

_ALL_WEEK = tuple(range(7))
_WORDS = {
    "每天": _ALL_WEEK, "每日": _ALL_WEEK, "全周": _ALL_WEEK, "全年": _ALL_WEEK, "daily": _ALL_WEEK,
    "工作日": (0, 1, 2, 3, 4), "平日": (0, 1, 2, 3, 4), "双休日": (5, 6), "周末": (5, 6),
}  # fmt: skip
_DAYS = {sign: number for number, sign in enumerate("一二三四五六日")} | {"天": 6}
_WEEK = r"(?:星期|周|礼拜)"
_MORE = r"\s*(?P<to>至|到|-|~)?\s*[、,和及]?\s*(?:星期|周|礼拜)?(?P<day>[一二三四五六日天])"
_LIST = re.compile(rf"{_WEEK}[一二三四五六日天](?:{re.sub(r'[?]P<(to|day)>', '?:', _MORE)})*")
_WORD = re.compile("|".join(_WORDS), re.IGNORECASE)
_ALL_DAY = re.compile(r"24\s*小时|全天|24\s*h(?:ours)?", re.IGNORECASE)
_CLOSED = re.compile(r"闭馆|休馆|不开放|休息|关闭|暂停开放|closed", re.IGNORECASE)
_HOLIDAYS = re.compile(r"\(?(?:法定)?节假日(?:除外|照常(?:开放|开馆)?|另行通知|顺延|闭馆)\)?")
_FILLER = re.compile(r"[\s:,;。、()/|]+|开放时间|开放|营业|开馆|为|自助")


@dataclass
class _Reading:
    openings: list[Opening] = field(default_factory=list)
    days: tuple[int, ...] | None = None  # of the words just read
    fresh: bool = False  # no hours yet since these days were named
    shut: set[int] = field(default_factory=set)

    def name(self, days: tuple[int, ...]) -> None:
        both = self.fresh and self.days is not None  # 周一、周三 in two words
        self.days = tuple(sorted({*(self.days or ()), *days})) if both else days
        self.fresh = True

    def open(self, opens: time, closes: time) -> None:
        self.openings.append((self.days or _ALL_WEEK, opens, closes))
        self.fresh = False

    def close(self) -> None:
        self.shut.update(self.days or _ALL_WEEK)
        self.days, self.fresh = None, False

    def result(self) -> list[Opening]:
        left = [
            (tuple(day for day in days if day not in self.shut), opens, closes)
            for days, opens, closes in self.openings
        ]
        return [opening for opening in left if opening[0]]


def hours(cell: Cell) -> list[Opening]:
    """The regular week: 08:30-21:00, 周一至周五 9:00-17:00；周六日 10:00-16:00, 24小时, 周一闭馆.

    A blank gives an empty list. What is said about public holidays is left out. Refused: a text
    that is no opening hours, closing before opening, two openings that overlap.
    """
    if cell is None:
        return []
    text = half_width(cell) if isinstance(cell, str) else ""
    if isinstance(cell, str) and says_nothing(text):
        return []
    if not text or len(text) > LONGEST:
        raise _unclear(cell)
    reading = _Reading()
    text = _HOLIDAYS.sub("", text)
    at = 0
    while at < len(text):
        at = _step(text, at, reading, cell)
    openings = reading.result()
    _check(openings, cell)
    return openings


def _step(text: str, at: int, reading: _Reading, cell: Cell) -> int:
    """Read one word at this place; the place after it."""
    if match := _WORD.match(text, at):
        reading.name(_WORDS[match[0].casefold()])
    elif match := _LIST.match(text, at):
        reading.name(_weekdays(match[0]))
    elif match := _ALL_DAY.match(text, at):
        reading.open(time(0), LAST_MINUTE)
    elif match := _CLOSED.match(text, at):
        reading.close()
    elif match := CLOCK.match(text, at):
        between = BETWEEN.match(text, match.end())
        last = CLOCK.match(text, between.end()) if between else None
        opens, closes = spoken(text[at : last.end()], cell) if last else (None, None)
        if last is None or opens is None or closes is None:
            raise _unclear(cell)
        reading.open(opens, closes)
        return last.end()
    else:
        match = _FILLER.match(text, at)
    if match is None:
        raise _unclear(cell)
    return match.end()


def _weekdays(text: str) -> tuple[int, ...]:
    """周一至五 -> 0..4, 周六日 -> 5, 6."""
    found: list[int] = []
    for match in re.finditer(_MORE, text):
        day = _DAYS[match["day"]]
        if match["to"] and found:
            found.extend(
                step % 7 for step in range(found[-1] + 1, found[-1] + 1 + (day - found[-1]) % 7)
            )
        else:
            found.append(day)
    return tuple(sorted(set(found)))


def _check(openings: list[Opening], cell: Cell) -> None:
    for weekday in _ALL_WEEK:
        spans = sorted((opens, closes) for days, opens, closes in openings if weekday in days)
        if any(later[0] < earlier[1] for earlier, later in pairwise(spans)):
            raise Bad(
                f"“{shown(cell)}”里同一天的开放时间有重叠，请核对。",
                f"The hours of one day overlap in “{shown(cell)}”; check them.",
            )


def _unclear(cell: Cell) -> Bad:
    return Bad(
        f"看不懂开放时间“{shown(cell)}”；请写成 08:30-21:00，或周一至周五 9:00-17:00。",
        f"The opening hours “{shown(cell)}” are not understood; write such as 08:30-21:00.",
    )
