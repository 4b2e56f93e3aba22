"""Fact tables, the Parquet store and the measure engine: all that is counted is counted here.

Knows no app above: apps register their facts (`facts.py`) and measures (`measures.py`). Words: a
*fact table* is a kind of row, a *measure* a figure defined over one, a *dimension* what it can be
broken down by. Start reading at `definitions.py`, then `asking.py`; DuckDB and PyArrow are loaded
only when a figure is asked for.
"""

from shufang.lake import registry
from shufang.lake.answers import Answer, AnswerRow, Key, Question, Rows
from shufang.lake.asking import ask, ask_many, rows_behind, touch, version
from shufang.lake.definitions import Column, Dimension, FactTable, Measure, NameTable, Ratio

__all__ = [
    "Answer",
    "AnswerRow",
    "Column",
    "Dimension",
    "FactTable",
    "Key",
    "Measure",
    "NameTable",
    "Question",
    "Ratio",
    "Rows",
    "ask",
    "ask_many",
    "registry",
    "rows_behind",
    "touch",
    "version",
]
