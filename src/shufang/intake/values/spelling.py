"""What all readers of cells share: one width of characters, one kind of dash, Chinese numerals."""

import re
from datetime import date, datetime, time

from shufang.intake.reading.book import Cell

# Only the full-width forms of ASCII are folded: NFKC would also turn '²' into '2'.
_WIDTHS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SPACES = dict.fromkeys([0x3000, 0xA0, 0x2002, 0x2003, 0x2009, 0x202F, 0x09, 0x0A, 0x0D], " ")
_UNSEEN = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF], None)
_DASHES = dict.fromkeys([0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212], "-")
_FOLD: dict[int, int | str | None] = {**_WIDTHS, **_SPACES, **_UNSEEN, **_DASHES}

LONGEST = 120  # no date, number or opening hours is longer; what is longer is prose

_NOTHING = frozenset(
    ["", "-", "--", "---", "/", "//", "\\", "无", "暂无", "没有", "空", "缺", "未填", "未统计",
     "未计", "待统计", "待补", "待定", "不详", "未知", "…", "……", "...", "n/a",
     "na", "#n/a", "none", "null", "nil", "nan", "unknown",]
)  # fmt: skip


def half_width(text: str) -> str:
    """The text with ASCII in half width, plain spaces and hyphens, nothing unseen, ends bare."""
    return text.translate(_FOLD).strip()


def says_nothing(text: str) -> bool:
    """Whether a half-width text is one of the ways to leave a cell empty."""
    return text.casefold() in _NOTHING


def shown(cell: Cell) -> str:
    """The cell as a refusal quotes it: short, on one line."""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    text = re.sub(r"[\s\x00-\x1f\x7f]+", " ", str(cell)).strip()
    return text if len(text) <= 30 else text[:29] + "…"


NUMERALS = "〇零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟○廿卅"
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟〇○", "一二三四五六七八九十百千零零")
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}


def numeral(text: str) -> int | None:
    """二十三 -> 23; None for what is no number, or one that can be read in two ways (一百二)."""
    plain = text.translate(_FORMAL).replace("廿", "二十").replace("卅", "三十")
    if not plain or any(sign not in "零一二两三四五六七八九十百千万亿" for sign in plain):
        return None
    for unit, value in (("亿", 10**8), ("万", 10**4)):
        if unit in plain:
            head, tail = plain.split(unit, 1)
            high = numeral(head)
            low = 0 if not tail else numeral(tail.removeprefix("零"))
            if high in (None, 0) or low is None or low >= value:
                return None
            if low and low < value // 10 and not tail.startswith("零"):
                return None  # 一万二 is 12,000 to some and 10,002 to others
            return high * value + low
    return _below_ten_thousand(plain)


def _below_ten_thousand(text: str) -> int | None:
    if text == "零":
        return 0
    total, last_place = 0, 10_000
    position, gap = 0, False
    while position < len(text):
        sign = text[position]
        if sign == "零":
            if gap or not total:
                return None
            gap = True
            position += 1
            continue
        digit = _DIGITS.get(sign)
        if digit is None:  # 十二: the one before ten is not said
            if sign != "十" or total:
                return None
            digit = 1
        else:
            position += 1
        place = _PLACES.get(text[position], 0) if position < len(text) else 1
        if not 0 < place < last_place:
            return None
        if total and gap == (place == last_place // 10):
            return None  # 零 stands where, and only where, places are left out
        position += place != 1
        total += digit * place
        last_place, gap = place, False
    return None if gap else total
