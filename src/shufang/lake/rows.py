"""The rows behind a figure."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from shufang.lake import registry, sql, store
from shufang.lake.answers import Key, Question, Rows
from shufang.lake.catalogue import Catalogue
from shufang.lake.definitions import Column, Measure, Ratio
from shufang.lake.reading import read
from shufang.shared.period import Period

COUNTED = Column("counted", "计入", "Counted", "flag")


def rows(
    code: str, period: Period, cell: Mapping[str, Key], *, limit: int | None, offset: int
) -> Rows:
    """One page of the rows, in the order of their days; `limit` None gives all of them."""
    question = Question.of(code, period, (), cell)
    sql.check(question)
    return read(partial(_page, question, limit=limit, offset=offset))


def _page(question: Question, catalogue: Catalogue, *, limit: int | None, offset: int) -> Rows:
    measure = registry.measure(question.code)
    columns = _columns(measure)
    if isinstance(measure, Ratio):
        body, order = _cells(measure, question, catalogue), ", ".join(reversed(measure.grain))
    else:
        body = _facts(measure, question, catalogue)
        every = ", ".join(str(place + 1) for place in range(len(columns)))  # no page repeats a row
        order = f"not ({measure.known}), {measure.fact.order}, {every}"
    page = "" if limit is None else f" limit {int(limit)} offset {int(offset)}"
    found = store.run(f"{body} order by {order}{page}")
    total = store.run(f"select count(*) from ({body}) c")[0][0]
    return Rows(columns, tuple(_named(columns, found, catalogue)), total)


def _columns(measure: Measure | Ratio) -> tuple[Column, ...]:
    if isinstance(measure, Measure):
        return measure.fact.columns
    grain = [registry.dimension(code) for code in measure.grain]
    return (
        *(Column(d.code, d.zh, d.en, "id" if d.kind == "id" else "day") for d in grain),
        *(Column(m.code, m.zh, m.en, "integer") for m in (measure.top, measure.bottom)),
        COUNTED,
    )


def _facts(measure: Measure, question: Question, catalogue: Catalogue) -> str:
    """The rows that make the figure, then those whose value is missing: they are what it lacks."""
    instead = {"estimated": sql.estimated(measure.fact, question.period)}
    if measure.apart:
        key = f"f.{measure.apart}"
        instead[measure.apart] = (
            f"case when {key} is not null then dense_rank() over (order by {key}) end"
        )
    columns = ", ".join(
        f"{instead[column.code]} as {column.code}" if column.code in instead else f"f.{column.code}"
        for column in measure.fact.columns
    )
    used = [registry.dimension(code) for code, _ in question.where]
    return (
        f"select {columns} from {sql.source(measure.fact, question.period, used, catalogue)}"
        f" where {sql.condition(question)} and ({measure.where})"
        f" and (({measure.makes}) or not ({measure.known}))"
    )


def _cells(measure: Ratio, question: Question, catalogue: Catalogue) -> str:
    grain = ", ".join(measure.grain)
    return (
        f"select {grain}, t.value_0 as {measure.top.code}, b.value_0 as {measure.bottom.code},"
        " t.value_0 is not null and b.value_0 is not null as counted"
        f" from {sql.paired(measure, question, catalogue)}"
    )


def _named(
    columns: Sequence[Column], rows: Sequence[Sequence[Any]], catalogue: Catalogue
) -> list[dict[str, Any]]:
    """Rows by column, with names beside the keys that have some."""
    known = {d.code: catalogue.named(d) for d in registry.dimensions() if d.table or d.choices}
    found = []
    for values in rows:
        row = {column.code: value for column, value in zip(columns, values, strict=True)}
        for code in [code for code in row if code in known]:
            key = row[code]
            zh, en, _ = known[code].get(key, (str(key), str(key), 0))
            row[f"{code}_name"], row[f"{code}_name_en"] = zh, en
        found.append(row)
    return found
