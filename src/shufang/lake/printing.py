"""Answers as JSON, as tables for a terminal, and the definitions as a document."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from unicodedata import east_asian_width

from shufang.lake import registry
from shufang.lake.answers import Answer, AnswerRow, Rows
from shufang.lake.definitions import Measure
from shufang.shared.period import Period

UNKNOWN = "—"


def answer_json(answer: Answer) -> dict[str, Any]:
    """The JSON of `shufang measure`; without --by there are no rows, only the total."""
    return {
        "code": answer.code,
        "unit": answer.unit,
        "period": _period(answer.period),
        "rows": [{**_cell(answer.by, row), **_figures(row)} for row in answer.rows],
        "total": _figures(answer.total),
    }


def rows_json(code: str, period: Period, found: Rows) -> dict[str, Any]:
    return {
        "code": code,
        "period": _period(period),
        "columns": [{"code": c.code, "zh": c.zh, "en": c.en} for c in found.columns],
        "rows": [{name: _jsonable(value) for name, value in row.items()} for row in found.rows],
        "total": found.total,
    }


def listed() -> dict[str, Any]:
    """All measures with their words, and all dimensions."""
    return {
        "measures": [
            {
                "code": m.code,
                "zh": m.zh,
                "en": m.en,
                "unit": m.unit,
                "unit_en": m.unit_en,
                "definition_zh": m.definition_zh,
                "definition_en": m.definition_en,
                "dimensions": _dimensions(m),
            }
            for m in registry.measures()
        ],
        "dimensions": [{"code": d.code, "zh": d.zh, "en": d.en} for d in registry.dimensions()],
    }


def table(answer: Answer) -> str:
    """Names, value, share, missing and estimated, one cell a line, the total last."""
    measure = registry.measure(answer.code)
    dimensions = [registry.dimension(code) for code in answer.by]
    head = [*(d.zh for d in dimensions), f"{measure.zh}（{measure.unit}）", "占比", "缺失", "估计"]
    lines = [
        [*row.names, _number(row.value), _percent(row.share), str(row.missing), str(row.estimated)]
        for row in answer.rows
    ]
    total = answer.total
    names = ["合计", *("" for _ in dimensions[1:])] if dimensions else []
    lines.append([*names, _number(total.value), "", str(total.missing), str(total.estimated)])
    period = answer.period
    span = f"{period.start} 至 {period.end}，数据截至 {period.last}"
    title = f"{measure.zh} {measure.en} · {measure.code}\n{span}"
    return f"{title}\n\n{_aligned(head, lines, len(dimensions))}"


def rows_table(found: Rows) -> str:
    """The rows with names for keys, and how many there are."""
    head = [column.zh for column in found.columns]
    lines = [
        [_text(row.get(f"{c.code}_name", row[c.code])) for c in found.columns] for row in found.rows
    ]
    return f"{_aligned(head, lines, len(head))}\n\n{len(found.rows)} / {found.total} 行"


def listing() -> str:
    """Measures and dimensions for a terminal."""
    lines = [[m.code, m.zh, m.en, m.unit, ", ".join(_dimensions(m))] for m in registry.measures()]
    return _aligned(["code", "中文", "English", "单位", "--by"], lines, 5)


def markdown() -> str:
    """docs/measures.md, which is kept equal to the registry by a test."""
    parts = [
        "# 指标与口径 · Measures and what they mean",
        "Printed by `shufang measure --list --markdown`; edit the definitions in each app's "
        "`measures.py`.",
        "Every figure on a page or in a report is one of these. `missing` and `estimated` are "
        "counted beside each value: a missing count is never taken as zero. Events after the "
        "cut-off are not counted. A breakdown lists only cells that have rows. The share of a cell "
        "is its part of the total, where parts add up.",
    ]
    for measure in registry.measures():
        kind = (
            f"fact `{measure.fact.code}`: {measure.fact.grain}"
            if isinstance(measure, Measure)
            else f"`{measure.top.code}` / `{measure.bottom.code}`, by {' × '.join(measure.grain)}"
        )
        parts.append(
            f"## {measure.zh} · {measure.en}\n\n"
            f"`{measure.code}` · {measure.unit} · {measure.unit_en}\n\n"
            f"{measure.definition_zh}\n\n{measure.definition_en}\n\n"
            f"- Counted from: {kind}\n"
            f"- By: {', '.join(f'`{code}`' for code in _dimensions(measure))}"
        )
    dimensions = "\n".join(f"| `{d.code}` | {d.zh} | {d.en} |" for d in registry.dimensions())
    parts.append(f"## 维度 · Dimensions\n\n| code | 中文 | English |\n|---|---|---|\n{dimensions}")
    return "\n\n".join(parts) + "\n"


def _period(period: Period) -> dict[str, str]:
    return {"from": str(period.start), "to": str(period.end), "cutoff": str(period.cutoff)}


def _figures(row: AnswerRow) -> dict[str, int | float | None]:
    return {"value": row.value, "missing": row.missing, "estimated": row.estimated}


def _cell(by: Sequence[str], row: AnswerRow) -> dict[str, Any]:
    """Dimension -> name; a year is a number."""
    years = {d.code for d in registry.dimensions() if d.kind == "year"}
    return {
        code: key if code in years else name
        for code, key, name in zip(by, row.keys, row.names, strict=True)
    }


def _dimensions(measure: registry.AnyMeasure) -> list[str]:
    return [d.code for d in registry.dimensions() if d.code in measure.dimensions]


def _jsonable(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _number(value: float | None) -> str:
    if value is None:
        return UNKNOWN
    return f"{value:,.6f}" if isinstance(value, float) else f"{value:,}"


def _percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.1f}%"


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else ""
    return UNKNOWN if value is None else str(value)


def _aligned(head: Sequence[str], lines: Sequence[Sequence[str]], left: int) -> str:
    """Columns under their headings; the first `left` ones flush left, the others right."""
    everything = [head, *lines]
    widths = [max(_width(line[place]) for line in everything) for place in range(len(head))]
    printed = []
    for line in everything:
        cells = []
        for place, (text, width) in enumerate(zip(line, widths, strict=True)):
            blank = " " * (width - _width(text))
            cells.append(text + blank if place < left else blank + text)
        printed.append("  ".join(cells).rstrip())
    return "\n".join(printed)


def _width(text: str) -> int:
    """How wide a terminal draws it: a Chinese character takes two places."""
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)
