"""Every fact, dimension and measure there is; apps add theirs in AppConfig.ready()."""

from typing import Any, TypeVar

from shufang.lake.definitions import Dimension, FactTable, Measure, Named, NameTable, Ratio

AnyMeasure = Measure | Ratio
_facts: dict[str, FactTable] = {}
_names: dict[str, NameTable] = {}
_dimensions: dict[str, Dimension] = {}
_measures: dict[str, AnyMeasure] = {}
_Thing = TypeVar("_Thing", bound=Named | NameTable)


class UnknownCodeError(LookupError):
    """A code that nobody registered; says so in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh} / {en}")
        self.zh, self.en = zh, en


def add(*things: FactTable | NameTable | Dimension | AnyMeasure) -> None:
    """Register definitions; the same code twice is a mistake of ours and raises ValueError."""
    for thing in things:
        shelf: dict[str, Any] = _shelf(thing)
        code = thing.name if isinstance(thing, NameTable) else thing.code
        if shelf.get(code, thing) != thing:
            raise ValueError(f"{code} is registered twice")
        shelf[code] = thing


def _shelf(thing: object) -> dict[str, Any]:
    match thing:
        case FactTable():
            return _facts
        case NameTable():
            return _names
        case Dimension():
            return _dimensions
        case _:
            return _measures


def measure(code: str) -> AnyMeasure:
    return _found(_measures, code, "指标", "measure")


def measures() -> list[AnyMeasure]:
    """All measures, in the order of their registration."""
    return list(_measures.values())


def dimension(code: str) -> Dimension:
    return _found(_dimensions, code, "维度", "dimension")


def dimensions() -> list[Dimension]:
    return list(_dimensions.values())


def fact(code: str) -> FactTable:
    return _found(_facts, code, "事实表", "fact table")


def facts() -> list[FactTable]:
    return list(_facts.values())


def name_table(name: str) -> NameTable:
    return _found(_names, name, "名称表", "name table")


def name_tables() -> list[NameTable]:
    return list(_names.values())


def _found(shelf: dict[str, _Thing], code: str, zh: str, en: str) -> _Thing:
    try:
        return shelf[code]
    except KeyError:
        known = ", ".join(shelf)
        raise UnknownCodeError(
            f"没有叫做“{code}”的{zh}，可用的有：{known}",
            f"there is no {en} {code!r}; there are: {known}",
        ) from None
