"""The spellings of a day, each as a pattern, and the refusals that need their own sentence."""

import re
from calendar import isleap
from datetime import date

from shufang.intake.reading.book import Cell
from shufang.intake.values.bad import Bad
from shufang.intake.values.spelling import numeral, shown

FIRST_YEAR, LAST_YEAR = 1990, 2100

_ENGLISH = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
_NAME = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_SIGNS = "〇○零一二三四五六七八九"
_SPELLINGS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<y>[0-9]{4})\s*年\s*(?P<m>[0-9]{1,2})\s*月份?\s*(?P<d>[0-9]{1,2})\s*[日号]?(?![0-9])",
        r"(?P<y>[0-9]{4})\s*(?P<by>[-/.])\s*(?P<m>[0-9]{1,2})\s*(?P=by)\s*(?P<d>[0-9]{1,2})日?(?![0-9])",
        r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})(?![0-9])",
        r"'?(?P<short>[0-9]{2})\s*年\s*(?P<m>[0-9]{1,2})\s*月\s*(?P<d>[0-9]{1,2})\s*[日号]?(?![0-9])",
        r"'?(?P<short>[0-9]{2})(?P<by>[-/.])(?P<m>[0-9]{1,2})(?P=by)(?P<d>[0-9]{1,2})日?(?![0-9])",
        r"(?P<m>[0-9]{1,2})\s*月份?\s*(?P<d>[0-9]{1,2})\s*[日号]?(?![0-9])",
        r"(?P<one>[0-9]{1,2})(?P<by>[-/.])(?P<two>[0-9]{1,2})(?P=by)(?P<y>[0-9]{4})(?![0-9])",
        r"(?P<m>[0-9]{1,2})(?P<by>[-/.])(?P<d>[0-9]{1,2})日?(?![0-9:])",
        rf"(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?{_NAME}[\s,-]+(?P<y>[0-9]{{4}})(?![0-9])",
        rf"(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?[\s-]+{_NAME}-(?P<short>[0-9]{{2}})(?![0-9])",
        rf"{_NAME}\s+(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>[0-9]{{4}})(?![0-9])",
        rf"(?:(?P<y>[{_SIGNS}]{{4}})年)?(?P<m>[一二三四五六七八九十]{{1,2}})月"
        r"(?P<d>[一二三四五六七八九十]{1,3})[日号]",
    )
]
_LATER = re.compile(  # -21日, 至7月21日, ~2024-07-21, -7.21: the last of several days
    r"\s*(?:-+|~+|至|到|―|、|和|及|&|,)\s*(?:(?P<y>[0-9]{4})\s*[-年/.]\s*)?"
    r"(?:(?P<m>[0-9]{1,2})\s*(?:月|[-/.]))?\s*(?P<d>[0-9]{1,2})\s*(?:[日号]|(?=$|\s|\())"
)
_WEEKDAY = re.compile(
    r"\s*[(\[]?\s*(?:(?:星期|周|礼拜)(?P<zh>[一二三四五六日天末1-7])"
    r"|(?P<en>(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)\.?(?![a-z]))\s*,?\s*[)\]]?",
    re.IGNORECASE,
)
_ENGLISH_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CHINESE_DAYS = "一二三四五六日"

_LUNAR = re.compile(r"农历|阴历|旧历|正月|腊月|冬月|闰.{1,2}月|月?初[一二三四五六七八九十]|廿|除夕")
_ERA = re.compile(r"民国|民國|令和|平成|昭和|康熙|光绪")


def find_day(text: str, year: int | None, cell: Cell) -> tuple[date, date | None, str]:
    """The day at the head of a half-width text, the last of several days, and what follows."""
    _refuse_other_calendars(text, cell)
    head = _WEEKDAY.match(text)
    body = text[head.end() :].lstrip(" ,") if head and head["en"] else text
    for spelling in _SPELLINGS:
        match = spelling.match(body)
        if match:
            found = _day_of(match.groupdict(), year, cell)
            break
    else:
        raise _no_day(text, cell)
    rest = body[match.end() :]
    rest = _check_weekday(_WEEKDAY.match(rest), rest, found, cell)
    until, rest = _last_day(rest, found, cell)
    if head and head["en"]:
        _check_weekday(head, text, found, cell)
    return found, until, re.sub(r"^[T\s,;日]+|Z$|\+08:?00$", "", rest).strip(" ()")


def find_month(text: str, year: int | None, cell: Cell) -> date | None:
    """The month a half-width text names; None when it is something else, perhaps a day."""
    for pattern in (
        r"(?P<y>[0-9]{4})\s*年\s*(?P<m>[0-9]{1,2})\s*月?份?",
        r"(?P<y>[0-9]{4})\s*[-/.]\s*(?P<m>[0-9]{1,2})\s*月?",
        r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})",
        r"'?(?P<short>[0-9]{2})\s*年\s*(?P<m>[0-9]{1,2})\s*月份?",
        r"(?P<m>[0-9]{1,2})\s*月份?",
        rf"(?:(?P<y>[{_SIGNS}]{{4}})年)?(?P<m>[一二三四五六七八九十]{{1,2}})月份?",
        rf"{_NAME}[\s-]+'?(?P<short>[0-9]{{2}})",
        rf"{_NAME}[\s,-]+(?P<y>[0-9]{{4}})",
        rf"(?P<y>[0-9]{{4}})[\s-]+{_NAME}",
    ):
        match = re.fullmatch(pattern, text, re.IGNORECASE)
        if match:
            return _day_of({"d": "1", **match.groupdict()}, year, cell)
    if re.search(r"季度|季|半年|全年|Q[1-4]", text):
        raise Bad(
            f"“{shown(cell)}”不是一个月；请分月填写。",
            f"“{shown(cell)}” is not one month; write one row a month.",
        )
    _refuse_other_calendars(text, cell)
    return None


def real_day(year: int, month: int, day: int, cell: Cell) -> date:
    """The date of these numbers, or the reason why there is none."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Bad(
            f"“{shown(cell)}”的年份 {year} 不在 {FIRST_YEAR}–{LAST_YEAR} 之间，请核对。",
            f"The year {year} of “{shown(cell)}” is not between {FIRST_YEAR} and {LAST_YEAR}.",
        )
    if not 1 <= month <= 12:
        raise Bad(
            f"“{shown(cell)}”写的是 {month} 月，一年只有 12 个月。",
            f"“{shown(cell)}” says month {month}; a year has 12.",
        )
    if (month, day) == (2, 29) and not isleap(year):
        raise Bad(
            f"“{shown(cell)}”：{year} 年不是闰年，没有 2 月 29 日。",
            f"“{shown(cell)}”: {year} is no leap year, it has no 29 February.",
        )
    try:
        return date(year, month, day)
    except ValueError:
        raise Bad(
            f"“{shown(cell)}”：{year} 年 {month} 月没有 {day} 日。",
            f"“{shown(cell)}”: month {month} of {year} has no day {day}.",
        ) from None


def _day_of(parts: dict[str, str | None], year: int | None, cell: Cell) -> date:
    if parts.get("one"):  # 7/20/2024, 20/7/2024
        first, second = int(parts["one"] or 0), int(parts["two"] or 0)
        if first <= 12 and second <= 12 and first != second:
            raise Bad(
                f"“{shown(cell)}”分不清哪个是月、哪个是日；请写成 2024-07-20 的样子。",
                f"“{shown(cell)}” does not tell day from month; write 2024-07-20.",
            )
        month, day = (second, first) if first > 12 else (first, second)
        return real_day(int(parts["y"] or 0), month, day, cell)
    written = _year(parts)
    if written is None and year is None:
        raise Bad(
            f"“{shown(cell)}”没有写年份，表名和标题里也没有；请写成 2024年7月20日 的样子。",
            f"“{shown(cell)}” has no year, nor has the sheet's name; write 2024-07-20.",
        )
    name = parts.get("name")
    month = _ENGLISH[name[:3].casefold()] if name else _small(parts["m"])
    return real_day(written or year or 0, month, _small(parts["d"]), cell)


def _year(parts: dict[str, str | None]) -> int | None:
    if parts.get("short"):
        return 2000 + int(parts["short"] or 0)
    text = parts.get("y")
    if text is None:
        return None
    if text.isascii():
        return int(text)
    return int("".join(str(max(_SIGNS.index(sign) - 2, 0)) for sign in text))


def _small(text: str | None) -> int:
    return int(text or 0) if (text or "").isascii() else numeral(text or "") or 0


def _last_day(rest: str, first: date, cell: Cell) -> tuple[date | None, str]:
    match = _LATER.match(rest)
    if match is None:
        return None, rest
    month = int(match["m"] or first.month)
    over_new_year = match["m"] and month < first.month  # 12月30日-1月2日
    year = int(match["y"] or first.year + bool(over_new_year))
    last = real_day(year, month, int(match["d"]), cell)
    if last < first:
        raise Bad(
            f"“{shown(cell)}”的最后一天早于第一天，请核对。",
            f"The last day of “{shown(cell)}” is before its first; check it.",
        )
    rest = rest[match.end() :]
    rest = _check_weekday(_WEEKDAY.match(rest), rest, last, cell)
    return (last if last > first else None), rest


def _check_weekday(match: re.Match[str] | None, rest: str, found: date, cell: Cell) -> str:
    if match is None:
        return rest
    right = found.weekday()
    if match["zh"]:
        said = match["zh"]
        fits = (
            right >= 5
            if said == "末"
            else right
            == _CHINESE_DAYS.find(
                said.replace("天", "日").translate(str.maketrans("1234567", _CHINESE_DAYS))
            )
        )
    else:
        fits = _ENGLISH_DAYS[right] == match["en"][:3].casefold()
    if not fits:
        raise Bad(
            f"“{shown(cell)}”的日期和星期对不上：{found:%Y-%m-%d} 是星期{_CHINESE_DAYS[right]}。",
            f"Date and weekday of “{shown(cell)}” disagree: {found:%Y-%m-%d} is a "
            f"{_ENGLISH_FULL[right]}.",
        )
    return rest[match.end() :]


_ENGLISH_FULL = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"
)  # fmt: skip


def _refuse_other_calendars(text: str, cell: Cell) -> None:
    if _LUNAR.search(text):
        raise Bad(
            f"“{shown(cell)}”是农历日期，请改写成公历（2024-07-20 的样子）。",
            f"“{shown(cell)}” is a lunar date; write the Gregorian one, such as 2024-07-20.",
        )
    if _ERA.search(text) or re.match(r"1[0-9]{2}[年./-][0-9]{1,2}[月./-]", text):
        raise Bad(
            f"“{shown(cell)}”像是民国或其他年号的年份，请改写成公历年（2024-07-20 的样子）。",
            f"“{shown(cell)}” seems to count years in another era; write such as 2024-07-20.",
        )


def _no_day(text: str, cell: Cell) -> Bad:
    if re.fullmatch(r"[0-9]{4}\s*(年|[-/.])\s*[0-9]{1,2}\s*月?份?", text):
        return Bad(
            f"“{shown(cell)}”只有年和月，没有日。",
            f"“{shown(cell)}” names a month, but no day.",
        )
    return Bad(
        f"“{shown(cell)}”不是日期；请写成 2024-07-20 或 2024年7月20日。",
        f"“{shown(cell)}” is no date; write 2024-07-20.",
    )
