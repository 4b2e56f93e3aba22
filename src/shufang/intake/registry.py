"""Where the apps above hand in their importers and name books, from `AppConfig.ready()`."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shufang.intake.importer import Importer
    from shufang.intake.names import NameBook

_importers: dict[str, "type[Importer]"] = {}
_books: dict[str, "type[NameBook]"] = {}


def register(importer: "type[Importer]") -> None:
    """Make `shufang import` and the wizard know one more kind of sheet."""
    _importers[importer.kind] = importer


def register_names(book: "type[NameBook]") -> None:
    """Make a kind of name known that cells are looked up in."""
    _books[book.code] = book


def importers() -> "list[type[Importer]]":
    """Every kind, in the order in which they must be planned and inserted."""
    return sorted(_importers.values(), key=lambda importer: importer.order)


def books() -> "dict[str, type[NameBook]]":
    return _books
