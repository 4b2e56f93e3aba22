"""The SQL of figures, in the part that DuckDB and Spark share.

All text comes from the registry. Of a request only keys get in, and only as numbers, as dates, or
as codes that the dimension itself lists.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from shufang.lake import registry
from shufang.lake.answers import Key, Question
from shufang.lake.catalogue import Catalogue, words
from shufang.lake.definitions import Dimension, FactTable, Measure, Ratio
from shufang.shared.period import Period, next_month


def check(question: Question) -> None:
    """Raise UnknownCodeError or ValueError for what this measure can't answer."""
    measure = registry.measure(question.code)
    for code in (*question.by, *(code for code, _ in question.where)):
        registry.dimension(code)
        if code not in measure.dimensions:
            known = ", ".join(d.code for d in registry.dimensions() if d.code in measure.dimensions)
            raise registry.UnknownCodeError(
                f"{measure.code} 不能按 {code} 细分，可用的有：{known}",
                f"{measure.code} cannot be broken down by {code}; there are: {known}",
            )
    for code, keys in question.where:
        for key in keys:
            literal(registry.dimension(code), key)


def literal(dimension: Dimension, key: Key) -> str:
    """A key as SQL; ValueError when it is no key of this dimension."""
    match dimension.kind:
        case "id" | "year":
            number = int(str(key))
            if abs(number) >= 2**63:
                raise ValueError(f"{key!r} is no key of {dimension.code}")
            return str(number)
        case "month":
            day = key if isinstance(key, date) else date.fromisoformat(str(key))
            return f"date '{day.replace(day=1).isoformat()}'"
        case "code":
            code = str(key)
            if code not in words(dimension):
                raise ValueError(f"{code!r} is no key of {dimension.code}")
            return "'" + code.replace("'", "''") + "'"


def estimated(fact: FactTable, period: Period) -> str:
    """When a row is an estimate: it says so, or stands for a month that the period cuts."""
    if not fact.span:
        return "f.estimated"
    first = period.start if period.start.day == 1 else next_month(period.start)
    after = period.last + timedelta(days=1)
    whole_until = after.replace(day=1) - timedelta(days=1)
    return (
        f"(f.estimated or (f.{fact.span} = 'month' and"
        f" (f.day < date '{first.isoformat()}' or f.day > date '{whole_until.isoformat()}')))"
    )


def source(
    fact: FactTable, period: Period, dimensions: Sequence[Dimension], catalogue: Catalogue
) -> str:
    """The fact's rows, joined to the name tables through which dimensions are found."""
    joins = "".join(
        f" left join {catalogue.scan_names(registry.name_table(name))} of_{name}"
        f" on of_{name}.id = f.{name}"
        for name in sorted({d.through for d in dimensions if d.through})
    )
    return f"{catalogue.scan(fact, period)} f{joins}"


def condition(question: Question) -> str:
    """The counted days and the cells asked for."""
    period = question.period
    parts = [f"f.day between date '{period.start}' and date '{period.last}'"]
    for code, keys in question.where:
        dimension = registry.dimension(code)
        allowed = ", ".join(literal(dimension, key) for key in keys)
        parts.append(f"{dimension.key} in ({allowed})" if keys else "false")
    return " and ".join(parts)


def cells(measures: Sequence[Measure], question: Question, catalogue: Catalogue) -> str:
    """Columns: keys, then value, missing and estimated of each measure, then is_total.

    The measures are of one fact and keep to the same rows. The total is a grouping set of its own,
    for distinct counts do not add up.
    """
    fact, where = measures[0].fact, measures[0].where
    by = [registry.dimension(code) for code in question.by]
    used = [*by, *(registry.dimension(code) for code, _ in question.where)]
    keys = [f"{d.key} as {d.code}" for d in by]
    figures = [
        f"{text} as {name}_{place}"
        for place, measure in enumerate(measures)
        for name, text in _figures(measure, question.period)
    ]
    group = _group([d.key for d in by])
    return (
        f"select {', '.join([*keys, *figures, _is_total([d.key for d in by])])}"
        f" from {source(fact, question.period, used, catalogue)}"
        f" where {condition(question)} and ({where}){group}"
    )


def _figures(measure: Measure, period: Period) -> list[tuple[str, str]]:
    known = measure.known
    silence = measure.fact.silence if measure.silent else None
    nothing = "null" if silence is None else str(silence)
    guessed = measure.estimate.replace("f.estimated", estimated(measure.fact, period))
    return [
        (
            "value",
            f"case when count(*) filter (where {known}) > 0 then {measure.value}"
            f" when count(*) = 0 then {nothing} end",
        ),
        ("missing", f"count(*) filter (where not ({known}))"),
        ("estimated", f"count(*) filter (where ({guessed}) and ({known}))"),
    ]


def ratio(measure: Ratio, question: Question, catalogue: Catalogue) -> str:
    """Both figures by the grain and the keys asked for, then summed where both are known."""
    by = list(question.by)
    both = "t.value_0 is not null and b.value_0 is not null"
    figures = [
        f"sum(t.value_0) filter (where {both}) / nullif(sum(b.value_0) filter (where {both}), 0)"
        " as value_0",
        f"count(*) filter (where not ({both})) as missing_0",
        f"count(*) filter (where {both} and t.estimated_0 + b.estimated_0 > 0) as estimated_0",
    ]
    return (
        f"select {', '.join([*by, *figures, _is_total(by)])}"
        f" from {paired(measure, question, catalogue)}{_group(by)}"
    )


def paired(measure: Ratio, question: Question, catalogue: Catalogue) -> str:
    """The cells of a ratio: those of both measures side by side, as t and b."""
    grain = tuple(dict.fromkeys((*question.by, *measure.grain)))
    finer = Question(question.code, question.period, grain, question.where)
    top, bottom = (
        f"(select * from ({cells([part], finer, catalogue)}) c where is_total = 0)"
        for part in (measure.top, measure.bottom)
    )
    return f"{top} t full join {bottom} b using ({', '.join(grain)})"


def _group(keys: Sequence[str]) -> str:
    return f" group by grouping sets (({', '.join(keys)}), ())" if keys else ""


def _is_total(keys: Sequence[str]) -> str:
    return f"grouping({keys[0]}) as is_total" if keys else "1 as is_total"
