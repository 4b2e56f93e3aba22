"""What a heading says, from 签到数（家庭） to 参与人数 over 成人|儿童."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from shufang.intake.columns import Column
from shufang.intake.recognition.grid import Grid

_BRACKETS = re.compile(r"[(\[<〔【「『][^()\[\]<>〔〕【】「」『』]*[)\]>〕】」』]")
_JOINTS = re.compile(r"(?<=[a-z])[-_&/.'’+]+(?=[a-z])")
_EDGES = "*:：.。、-_/\\#·•■★●"
# Words under a spanning heading that only repeat it: 参与人数 over 成人|儿童|合计.
_REPEATS = frozenset({"合计", "小计", "总计", "总数", "数量", "共计", "total", "人数", "人次"})
_HEADS = frozenset({"人", "人次", "人数", "名"})
# Headings about something else that merely end in a usual word: 报名人数 is not who came.
_ELSEWHERE = (
    "报名", "预约", "计划", "预计", "预期", "目标", "名额", "应到", "线上", "联系", "电话", "手机",
    "编号", "序号", "身份", "邮箱", "微信", "原因", "审核", "reason", "plan", "expected", "phone",
)  # fmt: skip
# What a heading is called elsewhere but means the row's number: never data.
ORDINALS = frozenset({"序号", "编号", "no", "no.", "行号", "号", "#", "id", "序", "index"})


@dataclass(frozen=True, slots=True)
class Heading:
    """One column's heading; `forms` are the ways to read it, the most specific first."""

    column: int
    parts: tuple[str, ...]
    forms: tuple[str, ...]
    hint: str = ""  # what stands in brackets

    @property
    def text(self) -> str:
        return " ".join(part for part in self.parts if part)

    @property
    def plain(self) -> str:
        return self.forms[0] if self.forms else ""


def fold(text: str) -> str:
    """Width, case, spacing and what joins English words (sign-ins, date & time) taken out."""
    plain = "".join(unicodedata.normalize("NFKC", text).split()).casefold().strip(_EDGES)
    return _JOINTS.sub("", plain)


def split(text: str) -> tuple[str, str]:
    """A heading without its brackets, and what stands in them: the unit or the narrower word."""
    folded = fold(text).removeprefix("其中").strip(_EDGES)
    inside = [found[1:-1] for found in _BRACKETS.findall(folded)]
    return _BRACKETS.sub("", folded).strip(_EDGES), inside[0].strip(_EDGES) if inside else ""


def heading(column: int, *parts: str) -> Heading:
    """From a heading's words, the spanning one first."""
    words = [part.strip() for part in parts if part.strip()]
    if len(words) == 2 and fold(words[0]) == fold(words[1]):
        words = words[:1]
    if not words:
        return Heading(column, (), ())
    base, hint = split(words[-1])
    forms = [base + hint, hint, base]
    if len(words) > 1:
        over, over_hint = split(words[0])
        forms = [over + base, over + over_hint + base, *forms]
        if base in _REPEATS:
            forms = [over + base, over_hint, over, *forms]
    unique = tuple(dict.fromkeys(form for form in forms if form))
    return Heading(column, tuple(words), unique, hint)


def headings(grid: Grid, row: int, *, double: bool) -> list[Heading]:
    """The headings of a header in `row` or, if double, in `row` and the one below it."""
    found = []
    over = ""
    for column in range(grid.width):
        upper = grid.text(row, column)
        if not double:
            found.append(heading(column, upper))
            continue
        lower = grid.text(row + 1, column)
        if grid.origin(row, column) == grid.origin(row + 1, column):
            over = ""
            found.append(heading(column, upper))
            continue
        over = upper or (over if lower else "")
        found.append(heading(column, over, lower))
    return found


def likeness(heading: Heading, columns: Sequence[Column]) -> dict[str, float]:
    """How surely the heading means each column: 1 usual, 0.8 possible, less for a part of it."""
    heads = heading.hint in _HEADS
    for form in heading.forms:
        exact: dict[str, float] = {}
        for column in columns:
            if form in column.usual:
                exact[column.code] = 1.0 - 0.002 * column.usual.index(form)
                if heads and column.code == "sign_ins":
                    exact[column.code] -= 0.04  # 签到数（人） beside 签到数（家庭）
            elif form in column.also:
                exact[column.code] = 0.8 - 0.002 * column.also.index(form)
        if exact:
            return exact
    return _partly(heading, columns)


def _partly(heading: Heading, columns: Sequence[Column]) -> dict[str, float]:
    """A Chinese heading's noun stands at its end: 活动举办日期 is a kind of 日期."""
    if not heading.forms or any(word in heading.forms[0] for word in _ELSEWHERE):
        return {}
    text = split(heading.parts[-1])[0]
    found: dict[str, float] = {}
    for column in columns:
        ends = [word for word in column.usual if len(word) > 1 and text.endswith(word)]
        starts = [word for word in column.usual if len(word) > 1 and text.startswith(word)]
        if ends:
            found[column.code] = 0.6 + 0.15 * max(map(len, ends)) / len(text)
        elif starts:
            found[column.code] = 0.45 + 0.15 * max(map(len, starts)) / len(text)
    return found
