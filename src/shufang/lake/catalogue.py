"""What the lake holds at one version: which files, and what the keys are called."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext

from shufang.lake import folder
from shufang.lake.definitions import Dimension, FactTable, NameTable
from shufang.shared.period import Period

Names = Mapping[Any, tuple[str, str, int]]  # key -> 中文, English, place in the order


@dataclass(frozen=True)
class Catalogue:
    """Immutable, shared by the threads of a process."""

    version: str
    partitions: Mapping[str, tuple[tuple[date, str], ...]]  # fact -> (month, file) in order
    name_files: Mapping[str, str]
    written: Mapping[str, str]  # digests of the name tables' rows, as their files hold them
    used: Mapping[str, str]  # and of those that `names` was made from
    names: Mapping[str, Names]

    def files(self, fact: FactTable, period: Period) -> tuple[str, ...]:
        """The files that hold the counted days."""
        first, last = period.start.replace(day=1), period.last
        found = self.partitions.get(fact.code, ())
        return tuple(file for month, file in found if first <= month <= last)

    def scan(self, fact: FactTable, period: Period) -> str:
        """SQL for the fact's rows; without any file, for no rows of the same shape."""
        files = self.files(fact, period)
        if files:
            return _read(files)
        types = {"day": "date", "id": "bigint", "integer": "bigint", "text": "varchar"}
        columns = ", ".join(
            f"cast(null as {types.get(column.type, 'boolean')}) as {column.code}"
            for column in fact.columns
        )
        return f"(select {columns} where false)"

    def scan_names(self, table: NameTable) -> str:
        return _read((self.name_files[table.name],))

    def named(self, dimension: Dimension) -> Names:
        """What the keys of a dimension are called; empty for months and years."""
        if dimension.table:
            return self.names[dimension.table]
        return words(dimension)


def words(dimension: Dimension) -> Names:
    """The names of codes, from the app that owns them and its English catalogue."""
    if dimension.choices is None:
        return {}
    choices = list(dimension.choices())
    with translation.override("zh-hans"):
        chinese = [str(label) for _, label in choices]
    with translation.override("en"):
        english = [gettext(label) for label in chinese]
    codes = [code for code, _ in choices]
    return {
        code: (zh, en, order)
        for order, (code, zh, en) in enumerate(zip(codes, chinese, english, strict=True))
    }


def _read(files: tuple[str, ...]) -> str:
    place = str(folder.folder())
    quoted = ", ".join("'" + f"{place}/{file}".replace("'", "''") + "'" for file in files)
    return f"read_parquet([{quoted}])"
