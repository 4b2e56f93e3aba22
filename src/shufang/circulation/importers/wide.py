"""Sheets with months (or days) side by side, or with rooms side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from shufang.circulation.choices import Counted, Span
from shufang.circulation.importers import periods
from shufang.circulation.importers.book import MID
from shufang.circulation.importers.columns import ABOUT, FIGURES, METHOD, PERIOD, SITE, TOTAL, YEAR
from shufang.circulation.importers.periods import PeriodReader, When
from shufang.intake.columns import Shape
from shufang.intake.desk import Desk
from shufang.intake.recognition import sheets, years
from shufang.intake.recognition.evidence import Evidence
from shufang.intake.recognition.grid import Grid
from shufang.intake.recognition.headings import Heading, likeness
from shufang.intake.recognition.matching import Match

_NOT_COUNTED_HERE = ("场次", "活动", "签到", "报道", "志愿", "天数")


@dataclass(slots=True)
class WideColumn:
    """One column of figures: of a period or of a room, and of an item where it is named."""

    column: int
    counted: Counted | None
    when: When | None = None
    site: str = ""


@dataclass(slots=True)
class TotalColumn:
    """合计, of everything or of one year or quarter, of everything or of one item."""

    column: int
    year: int | None
    counted: Counted | None
    months: frozenset[int] = frozenset()  # of a quarter or half a year; else all


@dataclass(slots=True)
class Wide:
    """How a wide sheet is laid out; `counted` is None while nothing says what it counts."""

    figures: list[WideColumn]
    totals: list[TotalColumn] = field(default_factory=list)
    counted: Counted | None = None
    named_at: int | None = None  # the column that names each row's item


def lay_out(match: Match, grid: Grid, analysis: Desk, forced: Counted | None) -> Wide | None:
    """Read the headings as periods or as rooms; None when they are neither."""
    evidence = Evidence(grid, match.bottom)
    parts = [h for h in match.headings if h.parts]
    found = _periods(parts, match, grid) or _rooms(parts, analysis)
    if found is None:
        return None
    figures, across = found
    rest = [h for h in parts if h.column not in {figure.column for figure in figures}]
    wide = Wide(figures)
    for heading in rest:
        if _is_total(heading):
            year, months = periods.year_of_total(heading.parts), periods.months_of(heading.parts)
            wide.totals.append(TotalColumn(heading.column, year, _item(heading), months))
    others = [h for h in rest if not _is_total(h)]
    for heading in others:
        if evidence.share(heading.column, "item", lambda cell: item_named(cell) is not None) > 0.8:
            wide.named_at = heading.column
    if not _place_down(match, others, evidence, analysis, across):
        return None
    said = about(grid, match) if wide.named_at is None else None
    if forced is None and said is None and _is_about_something_else(grid, match):
        return None
    wide.counted = forced or said
    if len(figures) < 2 and wide.counted is None and wide.named_at is None:
        return None  # one column under a month may be anything
    return wide


def _periods(
    parts: Sequence[Heading], match: Match, grid: Grid
) -> tuple[list[WideColumn], str] | None:
    texts = [grid.sheet, *sheets.title_lines(grid, match.top), years.stem(grid.file)]
    known = years.Years(texts)
    cells = [grid.rows[row][h.column] for h in parts for row in (match.top, match.bottom)]
    reader = PeriodReader(known, grid.sheet, months=periods.all_firsts(cells))
    figures = []
    for heading in parts:
        if _is_total(heading):
            continue
        when = periods.of_heading(heading.parts, reader) or _bare(heading, parts, known)
        if when is not None:
            figures.append(WideColumn(heading.column, _item(heading), when))
    keys = [(figure.when, figure.counted) for figure in figures]
    few = len(figures) < 2 and not any(f.when and f.when.span == Span.MONTH for f in figures)
    if few or len(set(keys)) < len(keys) or 2 * len(figures) < len(parts) - 3:
        return None
    return figures, "period"


def _bare(heading: Heading, parts: Sequence[Heading], known: years.Years) -> When | None:
    """Headings 1 to 12 under a year are its months."""
    numbers = {h.parts[-1] for h in parts}
    if not {str(number) for number in range(1, 4)} <= numbers or "13" in numbers:
        return None
    text = heading.parts[-1]
    year = periods.year_of(heading.parts) or (known.of(int(text)) if text.isdigit() else None)
    if year is None or not text.isdigit() or not 1 <= int(text) <= 12:
        return None
    return When(Span.MONTH, date(year, int(text), MID))


def _rooms(parts: Sequence[Heading], analysis: Desk) -> tuple[list[WideColumn], str] | None:
    book = analysis.books["site"]
    known = [h for h in parts if any(book.peek(part) is not None for part in h.parts)]
    if len(known) < 2:
        return None
    figures = []
    for heading in parts:
        if _is_total(heading) or likeness(heading, (PERIOD, METHOD, YEAR)):
            continue
        site = next((p for p in heading.parts if book.peek(p) is not None), heading.parts[0])
        figures.append(WideColumn(heading.column, _item(heading), site=site))
    if len(known) * 2 < len(figures):
        return None
    return figures, "site"


def _place_down(
    match: Match, others: Sequence[Heading], evidence: Evidence, analysis: Desk, across: str
) -> bool:
    """Find the column that names each row's room or period, and the method if there is one."""
    down = SITE if across == "period" else PERIOD
    book = analysis.books["site"]
    best: tuple[float, int] | None = None
    for heading in others:
        sure = likeness(heading, (down,)).get(down.code, 0.0)
        if down is SITE:
            named = evidence.share(heading.column, "names:site", lambda cell: book.knows(cell))
        else:
            named = evidence.fits(heading.column, Shape.MONTH)
        score = sure + named
        if score >= 0.6 and (best is None or score > best[0]):
            best = (score, heading.column)
        if likeness(heading, (METHOD,)).get("method", 0.0) > 0.9:
            match.columns["method"] = heading.column
            match.sure["method"] = 1.0
        if across == "site" and likeness(heading, (YEAR,)).get("year", 0.0) > 0.9:
            match.columns["year"] = heading.column
            match.sure["year"] = 1.0
    if best is None:
        return False
    match.columns[down.code], match.sure[down.code] = best[1], min(best[0], 1.0)
    return True


def _is_total(heading: Heading) -> bool:
    last = heading.forms[-1] if heading.forms else ""
    return any(form in TOTAL.usual for form in heading.forms) or last.endswith(
        ("合计", "小计", "总计", "累计", "total")
    )


def item_named(text: object) -> Counted | None:
    """What a cell or title says is counted."""
    plain = "".join(str(text).split()).casefold()
    for counted, words in ABOUT.items():
        if any(word in plain for word in words):
            return counted
    return None


def _item(heading: Heading) -> Counted | None:
    for part in heading.parts:
        if counted := item_named(part):
            return counted
    found = likeness(heading, tuple(FIGURES.values()))
    best = max(found, key=lambda code: found[code], default=None)
    return Counted(best) if best and found[best] > 0.9 else None


def _texts(grid: Grid, match: Match) -> list[str]:
    """What stands over the figures, the nearest first; the header's first cell may say it too."""
    corner = match.headings[0].text if match.headings else ""
    return [*sheets.title_lines(grid, match.top), corner, grid.sheet, years.stem(grid.file)]


def about(grid: Grid, match: Match) -> Counted | None:
    """The one item that title, corner, sheet or file are about."""
    for text in _texts(grid, match):
        said = [c for c, words in ABOUT.items() if any(w in text.casefold() for w in words)]
        if len(said) == 1:
            return said[0]
    return None


def _is_about_something_else(grid: Grid, match: Match) -> bool:
    return any(word in text for text in _texts(grid, match) for word in _NOT_COUNTED_HERE)
