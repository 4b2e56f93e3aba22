"""What a ledger says about the press."""

import re
from datetime import date

from shufang.activities.choices import MediaLevel
from shufang.activities.importers.ledger import PlannedReport
from shufang.intake.importer import reading
from shufang.intake.reading.book import Cell
from shufang.intake.saying import Both, Refuse
from shufang.intake.values import numbers, texts
from shufang.intake.values.spelling import half_width
from shufang.shared.text import plain_name

UNNAMED = "未注明"  # stored for a report whose outlet the source does not name
_BETWEEN = re.compile(r"[、,，;；/|\n]+|\s{2,}")
_NUMBER = re.compile(r"(?:共|计)?(\d{1,3})\s*(?:篇|条|次|家|个|则)?(?:报道)?")
_WITH_NUMBER = re.compile(r"(.+?)[(（]?\s*(\d{1,2})\s*(?:篇|条|次|则)[)）]?")
_YES = {"有", "是", "√", "已报道", "yes", "y", "✓"}
_LEVELS = (
    ("国", MediaLevel.NATIONAL), ("央", MediaLevel.NATIONAL), ("national", MediaLevel.NATIONAL),
    ("省", MediaLevel.PROVINCIAL), ("provincial", MediaLevel.PROVINCIAL),
    ("市", MediaLevel.MUNICIPAL), ("区", MediaLevel.MUNICIPAL), ("县", MediaLevel.MUNICIPAL),
    ("municipal", MediaLevel.MUNICIPAL),
)  # fmt: skip

MANY = Both(
    "一行里写了 {count} 篇报道，太多了；请核对。",
    "This row states {count} reports, which is too many; please check.",
)
NO_LINK = Both(
    "“{link}”不是网址；请写成 https://… 的样子，或留空。",
    "“{link}” is no web address; write https://…, or leave it blank.",
)


def outlets(cell: Cell) -> list[str]:
    """The outlets a cell names, one for each report; a bare number is so many unnamed ones."""
    if texts.nothing(cell):
        return []
    if isinstance(cell, int | float):
        return _so_many(UNNAMED, reading(numbers.count, cell, "outlet").value or 0, cell)
    text = half_width(texts.spell(cell)).strip("。. ")
    if text.casefold() in _YES:
        return [UNNAMED]
    if number := _NUMBER.fullmatch(text):
        return _so_many(UNNAMED, int(number[1]), cell)
    found: list[str] = []
    for part in _BETWEEN.split(text):
        name = part.strip().removesuffix("等媒体").removesuffix("等").strip(" 《》“”\"'")
        if not name or texts.nothing(name):
            continue
        if several := _WITH_NUMBER.fullmatch(name):
            found += _so_many(several[1].strip(), int(several[2]), cell)
        else:
            found.append(name)
    return [reading(texts.clean, name, "outlet", 80) for name in found]


def _so_many(outlet: str, count: int, cell: Cell) -> list[str]:
    if count > 50 or count < 0:
        raise Refuse(MANY.put(count=count), field="outlet", cell=cell)
    return [outlet] * count


def level(cell: Cell) -> str:
    text = texts.spell(cell).casefold()
    return next((str(value) for word, value in _LEVELS if word in text), "")


def link(cell: Cell) -> str:
    """A web address; anything else would be a trap for whoever clicks it."""
    if texts.nothing(cell):
        return ""
    text: str = reading(texts.clean, cell, "link", 500)
    if text.lower().startswith("www."):
        text = f"https://{text}"
    if not re.match(r"https?://[^\s<>\"']+$", text, re.IGNORECASE):
        raise Refuse(NO_LINK.put(link=text[:60]), field="link", cell=cell)
    return text


def reports(
    outlet: Cell, headline: Cell, address: Cell, how: Cell, *, day: date, source: str
) -> list[PlannedReport]:
    """The reports of one row; a headline or link alone is a report of an outlet not named."""
    names = outlets(outlet)
    title: str = "" if texts.nothing(headline) else reading(texts.clean, headline, "headline", 200)
    url = link(address)
    if not names and (title or url):
        names = [UNNAMED]
    alone = len(names) == 1
    return [
        PlannedReport(name, day, source, level(how), title if alone else "", url if alone else "")
        for name in names
    ]


def same_outlet(one: str, other: str) -> bool:
    return plain_name(one) == plain_name(other)
