"""Questions become SQL, rows become answers.

Measures of one fact asked over the same cells share a query. Cells are grouped by keys and named
afterwards. Answers are kept as long as the files they were read from are current: an activity of
this month changes nothing about last year's, nor about loans.
"""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from threading import Lock
from typing import Any

from shufang.lake import registry, sql, store
from shufang.lake.answers import Answer, AnswerRow, Question
from shufang.lake.catalogue import Catalogue
from shufang.lake.definitions import Measure, Ratio
from shufang.lake.naming import Naming
from shufang.lake.reading import read

KEPT_ROWS = 200_000
Figures = tuple[int | float | None, int, int]  # value, missing, estimated
_kept: OrderedDict[tuple[Any, ...], Answer] = OrderedDict()
_kept_rows = 0  # counted along: to add them up costs more than many an answer
_kept_lock = Lock()


def answer(questions: Sequence[Question]) -> list[Answer]:
    """Answers in the order of the questions; all are checked before anything is read."""
    for question in questions:
        sql.check(question)
    return read(partial(_answers, questions))


def forget_answers() -> None:
    """Count everything anew at the next question; for benchmarks."""
    global _kept_rows
    with _kept_lock:
        _kept.clear()
        _kept_rows = 0


def _answers(questions: Sequence[Question], catalogue: Catalogue) -> list[Answer]:
    found: dict[Question, Answer] = {}
    for question in questions:
        if kept := _recall(question, catalogue):
            found[question] = kept
    batches: dict[Any, list[Question]] = {}
    for question in dict.fromkeys(questions):
        if question not in found:
            batches.setdefault(_batch(question), []).append(question)
    for batch in batches.values():
        for question, fresh in zip(batch, _read(batch, catalogue), strict=True):
            found[question] = _keep(question, catalogue, fresh)
    return [found[question] for question in questions]


def _batch(question: Question) -> tuple[Any, ...]:
    """Questions with the same batch share a query; a ratio has one for itself."""
    measure = registry.measure(question.code)
    own = (measure.fact.code, measure.where) if isinstance(measure, Measure) else (question.code,)
    return (*own, question.period, question.by, question.where)


def _read(batch: Sequence[Question], catalogue: Catalogue) -> Iterable[Answer]:
    measures = [registry.measure(question.code) for question in batch]
    if isinstance(measures[0], Ratio):
        text = sql.ratio(measures[0], batch[0], catalogue)
    else:
        text = sql.cells([m for m in measures if isinstance(m, Measure)], batch[0], catalogue)
    rows = store.run(text)
    naming = Naming(batch[0].by, catalogue)
    rows.sort(key=naming.order)
    for place, (measure, question) in enumerate(zip(measures, batch, strict=True)):
        yield _answer(measure, question, rows, len(question.by) + 3 * place, naming)


def _answer(
    measure: Measure | Ratio,
    question: Question,
    rows: Sequence[tuple[Any, ...]],
    at: int,
    naming: Naming,
) -> Answer:
    """`at` is the column of the measure's value; whether a row is the total comes last."""
    width = len(question.by)
    cells, total = [], AnswerRow((), (), _silence(measure), 0, 0)
    for row in rows:
        figures: Figures = row[at : at + 3]
        if row[-1]:
            total = AnswerRow((), (), *figures)
        else:
            keys = row[:width]
            cells.append(AnswerRow(keys, naming.zh(keys), *figures, names_en=naming.en(keys)))
    if zeros := _zeros(measure, question, cells, naming):
        cells = sorted([*cells, *zeros], key=lambda cell: naming.order((*cell.keys, False)))
    if measure.additive and total.value:
        cells = [_with_share(cell, total.value) for cell in cells]
    return Answer(question.code, measure.unit, question.period, question.by, tuple(cells), total)


def _zeros(
    measure: Measure | Ratio, question: Question, cells: Sequence[AnswerRow], naming: Naming
) -> list[AnswerRow]:
    """The keys of a whole dimension that no event has: table 1 lists every category.

    Where nothing happened at all there is nothing to list.
    """
    whole = len(question.by) == 1 and registry.dimension(question.by[0]).whole
    if not (cells and whole and measure.additive) or _silence(measure) != 0:
        return []
    if question.by[0] in {name for name, _keys in question.where}:
        return []
    there = {cell.keys[0] for cell in cells}
    return [
        AnswerRow((key,), naming.zh((key,)), 0, 0, 0, names_en=naming.en((key,)))
        for key in naming.known()
        if key not in there
    ]


def _silence(measure: Measure | Ratio) -> int | None:
    return measure.fact.silence if isinstance(measure, Measure) and measure.silent else None


def _with_share(cell: AnswerRow, total: float) -> AnswerRow:
    return cell if cell.value is None else replace(cell, share=cell.value / total)


def _key(question: Question, catalogue: Catalogue) -> tuple[Any, ...]:
    measure = registry.measure(question.code)
    facts = (
        (measure.fact,) if isinstance(measure, Measure) else (measure.top.fact, measure.bottom.fact)
    )
    files = tuple(catalogue.files(fact, question.period) for fact in facts)
    return (question, files, tuple(catalogue.name_files.values()))


def _recall(question: Question, catalogue: Catalogue) -> Answer | None:
    key = _key(question, catalogue)
    with _kept_lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    return None


def _keep(question: Question, catalogue: Catalogue, fresh: Answer) -> Answer:
    global _kept_rows
    key = _key(question, catalogue)
    with _kept_lock:
        if replaced := _kept.pop(key, None):
            _kept_rows -= _size(replaced)
        _kept[key] = fresh
        _kept_rows += _size(fresh)
        while _kept_rows > KEPT_ROWS:
            _kept_rows -= _size(_kept.popitem(last=False)[1])
    return fresh


def _size(kept: Answer) -> int:
    return len(kept.rows) + 1
