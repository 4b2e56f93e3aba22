"""Names for the keys of cells, and the order in which cells are listed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from shufang.lake import registry
from shufang.lake.catalogue import Catalogue, Names

LAST = 1_000_000  # a key that nobody names any more is listed after the others


class Naming:
    """Names keys of the given dimensions, as they are called at this version of the lake."""

    def __init__(self, by: Sequence[str], catalogue: Catalogue) -> None:
        self._names: list[Names] = [catalogue.named(registry.dimension(code)) for code in by]

    def known(self) -> Sequence[Any]:
        """The named keys of the first dimension."""
        return list(self._names[0])

    def zh(self, keys: Sequence[Any]) -> tuple[str, ...]:
        return tuple(
            self._named(names, key)[0] for names, key in zip(self._names, keys, strict=True)
        )

    def en(self, keys: Sequence[Any]) -> tuple[str, ...]:
        return tuple(
            self._named(names, key)[1] for names, key in zip(self._names, keys, strict=True)
        )

    def order(self, row: Sequence[Any]) -> tuple[Any, ...]:
        """Sorts rows whose first columns are the keys and whose last one marks the total."""
        if row[-1]:
            return (True,)
        keys = row[: len(self._names)]
        return (
            False,
            *(self._place(names, key) for names, key in zip(self._names, keys, strict=True)),
        )

    @staticmethod
    def _named(names: Names, key: Any) -> tuple[str, str]:
        if key in names:
            return names[key][:2]
        text = f"{key:%Y-%m}" if isinstance(key, date) else str(key)
        return text, text

    @staticmethod
    def _place(names: Names, key: Any) -> tuple[int, str]:
        """Named keys in their order; months and years, and keys without a name, by their text."""
        return (names[key][2], "") if key in names else (LAST, str(key))
