"""Names and remarks, as the database may keep them."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from shufang.intake.reading.book import Cell
from shufang.intake.values.bad import Bad
from shufang.intake.values.spelling import half_width, says_nothing

# Zero-width joiners stay (emoji families need them); marks that turn the direction of a line,
# and everything else nobody can see, go.
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\uffff\ud800-\udfff]"
)
_SPACES = re.compile(r"\s+")
_MARK = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]"
_MARKS_TOWER = re.compile(f"({_MARK}{{4}}){_MARK}+")


def clean(cell: Cell, limit: int) -> str:
    """The text of a cell on one line: NFC, single spaces, nothing unseen; "" for a blank.

    A number in a naming column is taken as it is shown (12, not 12.0). Longer than `limit`: Bad.
    """
    text = spell(cell)
    if len(text) <= 40_000:  # what is longer is refused below, and not worth the work
        text = _UNSEEN.sub("", text)
        text = _SPACES.sub(" ", text).strip()
        text = _MARKS_TOWER.sub(r"\1", unicodedata.normalize("NFC", text))
    if len(text) > limit:
        raise Bad(
            f"文字有 {len(text):,} 个字，最多 {limit:,} 个字；请缩短。",
            f"The text has {len(text):,} characters; at most {limit:,} fit. Shorten it.",
        )
    return text


def spell(cell: Cell) -> str:
    """A cell as its owner sees it."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    if isinstance(cell, timedelta):
        minutes = int(cell.total_seconds() // 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    return str(cell)


def nothing(cell: Cell) -> bool:
    """Whether a naming column says "none": blank, —, /, 无, 暂无, 0, 否."""
    text = half_width(spell(cell))
    return says_nothing(text) or text in {"0", "否", "×", "no", "No", "NO", "未报道"}
