"""The doors of the lake. What they need is loaded at the first question, so that a web server
starts lean."""

from collections.abc import Mapping, Sequence
from datetime import date

from shufang.lake.answers import Answer, Key, Question, Rows, Where
from shufang.shared.period import Period


def ask(code: str, period: Period, by: Sequence[str] = (), where: Where | None = None) -> Answer:
    """One figure over a period, up to its cut-off, broken down by up to several dimensions.

    `where` keeps to cells by their keys: {"site": 7} or {"site": [7, 9]}. Raises registry.Unknown
    for codes and dimensions the measure does not have, ValueError for a key of the wrong type.
    """
    return ask_many([Question.of(code, period, by, where)])[0]


def ask_many(questions: Sequence[Question]) -> list[Answer]:
    """Several figures at once: one look at what has changed, and one query for the measures of a
    fact that are asked over the same cells. Answers come in the order of the questions."""
    from shufang.lake.engine import answer

    return answer(questions)


def rows_behind(
    code: str, period: Period, cell: Mapping[str, Key], limit: int | None = 50, offset: int = 0
) -> Rows:
    """The rows counted in a cell: those of the fact, or the cells of a ratio with both figures."""
    from shufang.lake.rows import rows

    return rows(code, period, cell, limit=limit, offset=offset)


def touch(fact: str, *days: date) -> None:
    """Note, inside the caller's transaction, that the months of these days have changed."""
    from shufang.lake.touching import touch_months

    touch_months(fact, days)


def version() -> str:
    """Changes whenever any figure may have changed; a key for everything drawn from figures."""
    from shufang.lake.refresh import refresh

    return refresh().version
