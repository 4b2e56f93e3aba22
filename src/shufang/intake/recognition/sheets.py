"""Choosing, for one sheet, the kind and the header that explain it best."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from shufang.intake.columns import Shape
from shufang.intake.questions import LEAVE_OUT, Choice, Question
from shufang.intake.recognition import years
from shufang.intake.recognition.evidence import Evidence, fits
from shufang.intake.recognition.grid import Grid
from shufang.intake.recognition.headings import Heading, fold, headings, likeness
from shufang.intake.recognition.matching import Match, Matcher
from shufang.intake.saying import Both

if TYPE_CHECKING:
    from shufang.intake.desk import Desk
    from shufang.intake.importer import Importer
    from shufang.intake.names import NameBook

HEADER_WITHIN = 30  # rows: titles and notes above a header are fewer
CLUELESS = 4  # rows tried in earnest; twice as many from the top where none speaks like a header
_PERIOD = re.compile(
    r"(?:\d{4}\s*[年.\-/])\s*\d{1,2}\s*月?份?|\d{1,2}\s*[月日号]份?|\d{4}-\d{2}-\d{2}|\d{6}"
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_NOT_A_COLUMN = Both("工作表里没有", "Not in this sheet")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place where the header may stand."""

    top: int
    bottom: int
    headings: list[Heading]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Reading:
    """What a sheet seems to hold, and what its cells say about it."""

    match: Match
    evidence: Evidence


def recognise(grid: Grid, analysis: "Desk") -> Match | None:
    """The best reading of a sheet, with its open questions asked; None: nothing tabular we know."""
    found = best_reading(grid, analysis)
    if found is None:
        return None
    _ask(found.match, grid, found.evidence, analysis)
    return found.match


def best_reading(grid: Grid, analysis: "Desk") -> Reading | None:
    """The reading that explains a sheet best; nothing is asked yet.

    A reading that lacks a needed field is returned only when most of them are there.
    """
    best: Match | None = None
    evidence: Evidence | None = None
    for candidate in _candidates(grid, analysis):
        for match in _readings(candidate, grid, analysis):
            if best is None or _rank(match) > _rank(best):
                best, evidence = match, candidate.evidence
    if best is None or evidence is None:
        return None
    few = not _tells_figures_of_rooms(best, evidence, analysis) and (
        len(best.missing) * 2 > len(best.importer.needs) or len(best.columns) < 2
    )
    if few and best.layout is None and not best.complete:
        return None
    return Reading(best, evidence)


def _tells_figures_of_rooms(match: Match, evidence: Evidence, analysis: "Desk") -> bool:
    """Rooms we know, with figures beside them: whatever it is, it must not get lost."""
    book, at = analysis.books.get("site"), match.columns.get("site")
    if book is None or at is None or evidence.share(at, "names:site", book.knows) < 0.6:
        return False
    return any(
        evidence.fits(h.column, Shape.COUNT) >= 0.8
        and not evidence.is_ordinal(h.column)
        and not any(isinstance(c, float) and c > 1e7 for c in evidence.cells(h.column))
        for h in match.left_out()
    )


def _rank(match: Match) -> tuple[bool, float, int]:
    return match.complete, round(match.score, 3), -(match.bottom - match.top)


def _candidates(grid: Grid, analysis: "Desk") -> list[Candidate]:
    """Where the header may stand: the rows that speak most like one, the likeliest first."""
    rows = [row for row in range(min(len(grid.rows) - 1, 4 * HEADER_WITHIN)) if grid.filled(row)]
    words, sites = analysis.words(), analysis.books.get("site")
    scored: list[tuple[int, Candidate]] = []
    printed: set[tuple[tuple[str, ...], ...]] = set()  # again, on another page: the first is it
    for row in rows[:HEADER_WITHIN]:
        record = is_record(grid, row, sites) or is_record(grid, row + 1, sites)
        single = record or len(grid.filled(row)) < 2
        for bottom in (row,) if single else (row, row + 1):
            found = headings(grid, row, double=bottom > row)
            texts = {heading.text for heading in found if heading.parts}
            shape = tuple(heading.parts for heading in found)
            if len(texts) > 1 and shape not in printed:
                printed.add(shape)
                spoken = says(found, words, sites)
                scored.append((spoken, Candidate(row, bottom, found, Evidence(grid, bottom))))
    best = max((says for says, _ in scored), default=0)
    if best < 2:
        return [candidate for _, candidate in scored[: 2 * CLUELESS]]
    scored = [(says, one) for says, one in scored if says >= 0.6 * best]
    scored.sort(key=lambda pair: -pair[0])
    return [candidate for _, candidate in scored[:CLUELESS]]


def is_record(grid: Grid, row: int, sites: "NameBook | None") -> bool:
    """Whether a row holds figures, a day or a room, and so is no second row of a header."""
    cells = [grid.rows[row][column] for column in grid.filled(row)]
    numbers = [cell for cell in cells if isinstance(cell, int | float)]
    days = sum(not isinstance(cell, int | float) and fits(cell, Shape.DAY) for cell in cells)
    rooms = sum(sites is not None and sites.knows(cell) for cell in cells)
    running = len(numbers) > 2 and all(b - a == 1 for a, b in pairwise(numbers))
    running = running or (  # 2024 | 2025 over their months
        all(1990 <= n <= 2100 for n in numbers) and all(a < b for a, b in pairwise(numbers))
    )
    return 0 < days < 3 or 0 < rooms < 3 or bool(numbers and not running)


def says(found: Sequence[Heading], words: frozenset[str], sites: "NameBook | None") -> int:
    """How many headings say one of the field's words, or name months or rooms side by side."""
    usual = sum(any(form in words for form in heading.forms) for heading in found)
    across = sum(
        any(_PERIOD.fullmatch(part) or (sites and sites.knows(part)) for part in heading.parts)
        for heading in found
    )
    return usual + (across if across > 2 else 0)  # a record names one day and one room


def _readings(candidate: Candidate, grid: Grid, analysis: "Desk") -> Iterator[Match]:
    confirmed = analysis.mapping(shape_of(candidate.headings))
    for importer in analysis.kinds():
        if confirmed and confirmed[0] != importer.kind:
            continue
        match = Match(importer, candidate.top, candidate.bottom, candidate.headings)
        other = importer.other_layouts(match, grid, analysis)
        if other is not None:
            other.score += importer.weigh(other, grid) + _spoken_for(importer, grid, match)
            yield other
        known = confirmed[1] if confirmed else None
        Matcher(match, grid, candidate.evidence, analysis.books).run(known)
        if not match.columns:
            continue
        _take_from_names(match, grid, analysis)
        match.score += importer.weigh(match, grid) + _spoken_for(importer, grid, match)
        match.score += 100 if confirmed else 0
        if match.score > 0:
            yield match


def _spoken_for(importer: "type[Importer]", grid: Grid, match: Match) -> float:
    """The names of sheet, title and file say what a sheet is about, the nearest the loudest."""
    for weight, text in ((1.6, grid.sheet), (1.4, titles(grid, match.top)), (1.0, grid.file)):
        if any(word in text for word in importer.words):
            return weight
    return 0.0


def _take_from_names(match: Match, grid: Grid, analysis: "Desk") -> None:
    """A sheet for one room or one class: its name holds for every row."""
    for code in list(match.missing):
        column = next(c for c in match.importer.columns if c.code == code)
        book = analysis.books.get(column.names)
        if book is None:
            continue
        texts = (grid.sheet, *own_lines(grid, match.top), years.stem(grid.file))
        said = next((text for text in texts if book.peek(text) is not None), None)
        said = said or next((name for text in texts if (name := book.named_in(text))), None)
        if said is None and (said := book.meant_by(_first_line(grid, match))):
            match.sections[code] = book
        if said is None and _is_close(grid.sheet, book) and _could_hold(match, code) is None:
            said = grid.sheet  # a question, asked like that about any other close name
        if said is not None:
            match.constants[code] = said
            match.missing.remove(code)


def _is_close(name: str, book: "NameBook") -> bool:
    """太平 is close to 太平智慧书房; S or Sheet1 is close to nothing."""
    return len(_CHINESE.findall(book.core(name))) > 1 and bool(book.candidates(name))


def _first_line(grid: Grid, match: Match) -> str:
    """The line of text, if there is one, that stands between the header and its first row."""
    for row in range(match.bottom + 1, len(grid.rows)):
        if filled := grid.filled(row):
            cell = grid.rows[row][filled[0]]
            return cell if len(filled) == 1 and isinstance(cell, str) else ""
    return ""


def _could_hold(match: Match, code: str) -> Heading | None:
    """A column whose heading may mean the field, though not surely."""
    column = next(c for c in match.importer.columns if c.code == code)
    return next((h for h in match.left_out() if likeness(h, (column,))), None)


def _ask(match: Match, grid: Grid, evidence: Evidence, analysis: "Desk") -> None:
    free = [heading for heading in match.left_out() if evidence.cells(heading.column)]
    numeric = [
        heading.column
        for heading in free
        if evidence.fits(heading.column, Shape.COUNT) >= 0.8
        and not evidence.is_ordinal(heading.column)
    ]
    asked = [(code, True) for code in match.missing]
    if match.complete and analysis.mapping(shape_of(match.headings)) is None:
        asked += [(code, False) for code in match.importer.doubts(match, numeric)]
    for code, needed in asked:
        _ask_for(code, match, grid, free, analysis, needed=needed)


def _ask_for(
    code: str, match: Match, grid: Grid, free: Sequence[Heading], analysis: "Desk", *,
    needed: bool,
) -> None:  # fmt: skip
    column = next(c for c in match.importer.columns if c.code == code)
    text = Both(
        "工作表“{sheet}”（{file}）里，哪一列是“{field}”？",
        "Which column of sheet “{sheet}” ({file}) is “{field}”?",
    )
    choices = [Choice(f"c{h.column}", Both(h.text, h.text)) for h in free]
    book = analysis.books.get(column.names)
    if needed and book is not None:
        choices += [
            Choice(f"={row}", Both(f"全部是“{row}”", f"All are “{row}”"))
            for row in book.rows()[:40]
        ]
    if not needed:
        choices.append(Choice("none", _NOT_A_COLUMN))
    choices.append(Choice(LEAVE_OUT, Both("不导入这张表", "Leave this sheet out")))
    # "All are …" is true of one sheet, a column's meaning of all sheets with these headings.
    of = shape_of(match.headings)[:10] if book is None else f"{grid.file}:{grid.sheet}"
    question = Question(
        f"column:{of}:{code}",
        Both(
            text.zh.format(sheet=grid.sheet, file=grid.file, field=column.label.zh),
            text.en.format(sheet=grid.sheet, file=grid.file, field=column.label.en),
        ),
        choices,
        kind="column",
    )
    choice = analysis.ask(question)
    if choice is None:
        if code not in match.missing:
            match.missing.append(code)
        return
    if code in match.missing:
        match.missing.remove(code)
    if choice == LEAVE_OUT:
        match.constants["leave_out"] = "yes"
    elif choice.startswith("="):
        match.constants[code] = choice[1:]
    elif choice.startswith("c"):
        match.columns[code] = int(choice[1:])
        match.sure[code] = 1.0
        analysis.confirm(match)


def title_lines(grid: Grid, top: int) -> list[str]:
    """The texts above the header, without repeats, the table's own before the sheet's."""
    return list(dict.fromkeys((*own_lines(grid, top), *grid.above)))


def own_lines(grid: Grid, top: int) -> list[str]:
    """The texts above the header of this very table."""
    lines = [grid.text(row, column) for row in range(top) for column in grid.filled(row)]
    return list(dict.fromkeys(line for line in lines if line))


def titles(grid: Grid, top: int) -> str:
    return " ".join(title_lines(grid, top))


def shape_of(found: Sequence[Heading]) -> str:
    """What a source's headings are remembered by, wherever they stand."""
    text = "|".join(sorted(fold(heading.text) for heading in found if heading.parts))
    return hashlib.sha256(text.encode()).hexdigest()
