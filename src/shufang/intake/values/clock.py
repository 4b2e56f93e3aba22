"""Times of day as ledgers write them: 14:30, 下午2:30-4:00, 14点半, 9：00～10：00.

A time belongs to one day. 24:00 as an end is kept as 23:59; an end before its start is refused,
for a slip of the pen (14:30-13:30) is far more frequent in ledgers than an evening past midnight.
Without 上午 or 下午 a time is read on the 24-hour clock, as written.
"""

import re
from datetime import date, datetime, time, timedelta

from shufang.intake.reading.book import Cell
from shufang.intake.values.bad import Bad
from shufang.intake.values.spelling import (
    LONGEST,
    NUMERALS,
    half_width,
    numeral,
    says_nothing,
    shown,
)

Times = tuple[time | None, time | None]
LAST_MINUTE = time(23, 59)

_MORNING = ("凌晨", "清晨", "早晨", "早上", "上午", "早", "am", "a.m.")
_NOON = ("中午",)
_AFTERNOON = ("下午", "傍晚", "晚上", "晚间", "夜里", "夜间", "晚", "pm", "p.m.")
_PERIOD = "|".join(re.escape(word) for word in (*_MORNING, *_NOON, *_AFTERNOON))
_HOUR = rf"[0-9]{{1,2}}|[{NUMERALS}]{{1,3}}"
CLOCK = re.compile(
    rf"(?P<before>{_PERIOD})?\s*(?:"
    rf"(?P<h>[0-9]{{1,2}})\s*[:.]\s*(?P<m>[0-9]{{2}})(?:\s*:\s*(?P<s>[0-9]{{2}})(?:\.[0-9]+)?)?"
    rf"|(?P<hour>{_HOUR})\s*[点时](?:(?P<half>半)|(?P<quarter>[一三]刻)|钟|整"
    rf"|(?P<minute>[0-9]{{1,2}}|[{NUMERALS}]{{1,3}})分?)?"
    rf"|(?P<bare>[0-9]{{1,2}})(?=\s*(?:[ap]\.?m))"
    rf")\s*(?P<after>a\.?m\.?|p\.?m\.?)?",
    re.IGNORECASE,
)
BETWEEN = re.compile(r"\s*(?:-+|~+|至|到|―|〜)\s*")
_WEEKDAY = re.compile(r"^[(\[]?(?:每?周|星期|礼拜)[一二三四五六日天][)\]]?[\s,]*")
_WHOLE_DAY = {"全天", "整天", "全日", "不限", "all day", "待定", "时间待定", "上午", "下午", "晚上"}


def times(cell: Cell) -> Times:
    """Start and end of a time cell, each None where it is not stated (全天, blank).

    Refused: 25:00, 14:75, 上午14:30, an end before its start, two separate periods, no time at all.
    """
    if cell is None:
        return None, None
    if isinstance(cell, datetime):
        return (cell.time() if cell.time() != time() else None), None
    if isinstance(cell, time):
        return cell.replace(microsecond=0, tzinfo=None), None
    if isinstance(cell, timedelta):
        return _of_fraction(cell / timedelta(days=1), cell), None
    if isinstance(cell, bool | date):
        raise _no_time(cell)
    if isinstance(cell, int | float):
        return _of_fraction(cell, cell), None
    return spoken(_WEEKDAY.sub("", half_width(cell)), cell)


def spoken(text: str, cell: Cell) -> Times:
    """The times in a half-width text; `cell` is what a refusal quotes."""
    if says_nothing(text) or text.casefold() in _WHOLE_DAY:
        return None, None
    first = CLOCK.match(text) if len(text) <= LONGEST else None
    if first is None:
        raise _no_time(cell)
    start = _minutes(first, cell, None)
    rest = text[first.end() :].strip()
    if not rest or rest in {"开始", "起", "起始", "-"}:
        return _start(start, cell), None
    between = BETWEEN.match(rest)
    last = CLOCK.fullmatch(rest[between.end() :].removesuffix("结束").strip()) if between else None
    if last is None:
        raise _rest_unclear(rest, cell)
    return _span(start, first, last, cell)


def _span(start: int, first: re.Match[str], last: re.Match[str], cell: Cell) -> Times:
    said = _period(first)
    end = _minutes(last, cell, said)
    if not _period(last) and said in _MORNING and end <= start and end < 12 * 60:
        end += 12 * 60  # 上午10:00-2:00
    if end == 0:
        end = 24 * 60  # until midnight
    begin = _start(start, cell)
    if end < start:
        raise Bad(
            f"“{shown(cell)}”的结束时间早于开始时间，请核对（到午夜请写 24:00）。",
            f"“{shown(cell)}” ends before it starts; check it (until midnight is 24:00).",
        )
    if end == start:
        return begin, None
    return begin, LAST_MINUTE if end == 24 * 60 else time(end // 60, end % 60)


def _start(minutes: int, cell: Cell) -> time:
    if minutes >= 24 * 60:
        raise Bad(
            f"“{shown(cell)}”里的 24:00 是下一天的零点，不能作开始时间；请写 00:00 并改日期。",
            f"The 24:00 in “{shown(cell)}” is the next day's midnight; write 00:00 and that day.",
        )
    return time(minutes // 60, minutes % 60)


def _period(match: re.Match[str]) -> str:
    return (match["before"] or match["after"] or "").casefold()


def _minutes(match: re.Match[str], cell: Cell, inherited: str | None) -> int:
    """Minutes since midnight, 1440 for 24:00."""
    hour = _number(match["h"] or match["hour"] or match["bare"])
    minute = _minute(match)
    if hour is None or minute is None or minute > 59 or hour > 24 or (hour == 24 and minute):
        raise Bad(f"没有“{shown(cell)}”这样的时间。", f"There is no such time as “{shown(cell)}”.")
    own = _period(match)
    period = own or inherited or ""
    if own in _MORNING and hour > 12:
        raise Bad(
            f"“{shown(cell)}”自相矛盾：{hour} 点不在{match['before'] or '上午'}。",
            f"“{shown(cell)}” contradicts itself: {hour} o'clock is not in the morning.",
        )
    early = period in {"凌晨", "am", "a.m."}
    if early and hour == 12:
        hour = 0
    elif (period in _NOON and hour < 4) or (period in _AFTERNOON and hour < 12):
        hour += 12
    elif period in {"晚上", "晚间", "夜里", "夜间", "晚"} and hour == 12:
        hour = 24
    return hour * 60 + minute


def _minute(match: re.Match[str]) -> int | None:
    if match["m"]:
        return int(match["m"])
    if match["half"]:
        return 30
    if match["quarter"]:
        return 15 if match["quarter"][0] == "一" else 45
    return _number(match["minute"]) if match["minute"] else 0


def _number(text: str | None) -> int | None:
    if text is None:
        return None
    return int(text) if text.isascii() else numeral(text)


def _of_fraction(part: float, cell: Cell) -> time:
    if not 0 <= part < 1:  # also turns nan away
        raise _no_time(cell)
    seconds = min(round(part * 86_400), 86_399)
    return time(seconds // 3600, seconds // 60 % 60, seconds % 60)


def _no_time(cell: Cell) -> Bad:
    return Bad(
        f"“{shown(cell)}”不是时间；请写成 14:30 或 14:30-15:30。",
        f"“{shown(cell)}” is no time; write 14:30 or 14:30-15:30.",
    )


def _rest_unclear(rest: str, cell: Cell) -> Bad:
    if CLOCK.search(rest, 1):
        return Bad(
            f"“{shown(cell)}”里有几段时间；请只留一段，其余写到备注或另起一行。",
            f"“{shown(cell)}” holds several periods; leave one, and note the others elsewhere.",
        )
    return Bad(
        f"看不懂“{shown(cell)}”里的“{shown(rest)}”；请写成 14:30-15:30。",
        f"“{shown(rest)}” in “{shown(cell)}” is not understood; write 14:30-15:30.",
    )
