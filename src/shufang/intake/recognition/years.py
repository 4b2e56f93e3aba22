"""Which year a day without a year lies in, as the sheet, its title or the file says."""

import re
from collections.abc import Sequence
from pathlib import PurePath

_POINT = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:\s*年度?|\s*[.\-/])?\s*(?:(1[0-2]|0?[1-9])(?!\d)\s*月?)?"
)
_PACKED = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(?:[0-3]\d)?(?!\d)")
# 24年7月 at the beginning names a year; 建馆20年 does not.
_SHORT = re.compile(
    r"^[12]\d(?=年(?:度|\s*(?:1[0-2]|0?[1-9])\s*月|[上下]半年|第?[一二三四1-4]季|$))"
)
_SPOKEN = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_MONTH_SPOKEN = re.compile(
    r"(?:^|[年\s（(])(十[一二]?|[一二三四五六七八九])月(?:份|$|[\s)）]|活动|台账|统计|汇总)"
)
_PROSE = re.compile(r"[。；;，,]|^(?:注|备注|说明|截)")
LINE = 30  # characters of a line that heads the rows below it
_MONTH_ONLY = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])\s*月")


class Years:
    """Knows a year for a month, or knows that it does not know.

    The texts are asked in turn, the nearest first: the sheet's name, its title rows, the file's
    name. `2024年7月至2025年6月` gives July to December 2024 and January to June 2025.
    """

    def __init__(self, texts: Sequence[str], *, answer: int | None = None) -> None:
        self._spans = [span for text in texts if (span := _span(text))]
        if answer:
            self._spans = [((answer, 0), (answer, 0))]
        self._known: dict[int, int | None] = {}
        self._section: tuple[tuple[int, int], tuple[int, int]] | None = None
        self.month: int | None = None  # of the section
        self.sections = 0  # begun so far; what was read in one may mean something else in the next

    def begin(self, text: str) -> None:
        """A line among the rows, such as 2024年 or 7月, that holds for the rows below it."""
        if len(text) > LINE or _PROSE.search(text):
            return
        span, month = _span(text), month_named(text)
        if span is None and month is None:
            return
        if span is not None:
            self._spans = [span, *(s for s in self._spans if s is not self._section)]
            self._section = span
        self.month = month
        self.sections += 1
        self._known.clear()

    @property
    def known(self) -> bool:
        """Whether any year is named at all."""
        return bool(self._spans)

    @property
    def only(self) -> int | None:
        """The one year of the whole sheet, where there is one."""
        years = {self.of(month) for month in range(1, 13)}
        return years.pop() if len(years) == 1 else None

    def of(self, month: int) -> int | None:
        if month not in self._known:
            self._known[month] = next(
                (year for span in self._spans if (year := _within(span, month))), None
            )
        return self._known[month]


def _span(text: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """First and last month that a text names, month 0 where it names only a year."""
    packed = _PACKED.sub(r"\1年\2月 ", _SHORT.sub(r"20\g<0>", text))
    points = [(int(y), int(m or 0)) for y, m in _POINT.findall(packed)]
    points = [point for point in points if 1990 <= point[0] <= 2100]
    if not points:
        return None
    first, last = points[0], points[-1]
    if first[0] != last[0] and not (first[1] and last[1]) and "学年" in text:
        return (first[0], 9), (last[0], 8)
    return first, last


def _within(span: tuple[tuple[int, int], tuple[int, int]], month: int) -> int | None:
    (first_year, first_month), (last_year, last_month) = span
    if first_year == last_year:
        return first_year
    years = [
        year
        for year in range(first_year, last_year + 1)
        if (first_year, first_month) <= (year, month) <= (last_year, last_month or 12)
    ]
    return years[0] if len(years) == 1 else None


def stem(file: str) -> str:
    return PurePath(file).stem


def month_named(text: str) -> int | None:
    """The one month that a sheet's name gives: 7月, 2024.07, 202407."""
    found = {int(month) for month in _MONTH_ONLY.findall(text)}
    if not found and (spoken := _MONTH_SPOKEN.search(text)):
        found = {_SPOKEN.index(spoken[1]) + 1}
    if not found:  # 2024.07, 202407
        packed = _PACKED.sub(r"\1年\2月 ", text)
        found = {int(month) for _, month in _POINT.findall(packed) if month}
    return found.pop() if len(found) == 1 else None
