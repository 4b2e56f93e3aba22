"""A document before it is Word, PDF or a web page: what it says, in order.

Nothing here knows numbers of chapters, tables or figures: `rendering/numbering.py` gives them in
order of appearance, so that they stay right when a chapter is left out. Text may refer to a
numbered thing by its key: `{表:execution}`, `{图:months}`, `{附件:list}`, `{章:results}` (or
`table`, `figure`, `annex`, `chapter`). All text is data: no markup is read in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

Language = Literal["zh", "en"]
Style = Literal["gongwen", "huace"]
Align = Literal["left", "right", "center"]
Cell = str | int | float | date | None


@dataclass(frozen=True)
class Run:
    """A piece of a paragraph. A *figure* is a number that comes from a measure."""

    text: str
    strong: bool = False
    figure: bool = False


@dataclass(frozen=True)
class Heading:
    """`same_page`: a short chapter that goes on below the one before it.

    It matters where a style begins chapters on new pages.
    """

    level: int  # 1 to 4; 1 is a chapter
    text: str
    numbered: bool = True
    key: str = ""
    same_page: bool = False


@dataclass(frozen=True)
class Paragraph:
    runs: tuple[Run, ...]

    @classmethod
    def of(cls, *pieces: "str | Run") -> "Paragraph":
        """A paragraph of plain strings and runs."""
        return cls(tuple(Run(piece) if isinstance(piece, str) else piece for piece in pieces))


@dataclass(frozen=True)
class Column:
    """A column of a table; `width` is its share of the page relative to the others."""

    heading: str
    align: Align = "left"
    width: float = 1.0
    decimals: int = 0  # of float cells; integers and strings print as they are
    blank_zero: bool = False  # a zero prints as nothing


@dataclass(frozen=True)
class Table:
    """A three-line table. Its header row repeats on every page it runs over.

    A cell of None prints as nothing; numbers print without separators (3955).
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] | None = None
    key: str = ""
    note: str = ""  # small print below: source, definition
    numbered: bool = True
    wide: bool = False  # its annex lies on its side

    def texts(self) -> list[list[str]]:
        """All cells as printed: header, rows, total. The same in every format."""
        body = [*self.rows, *([self.total] if self.total else [])]
        return [
            [column.heading for column in self.columns],
            *([printed(c, col) for c, col in zip(row, self.columns, strict=True)] for row in body),
        ]


@dataclass(frozen=True)
class Chart:
    """A figure drawn from a spec of `shufang.shared.charts`, with the table behind it."""

    caption: str
    spec: dict[str, Any]
    table: Table | None = None  # not numbered; the web page shows it on request
    key: str = ""
    numbered: bool = True
    narrow: dict[str, Any] | None = None  # the same, drawn for a phone


@dataclass(frozen=True)
class Picture:
    caption: str
    path: str  # of a PNG or JPEG file
    key: str = ""
    numbered: bool = True
    alt: str = ""


@dataclass(frozen=True)
class Gallery:
    """Photos side by side, two in a row, each with its caption and without a number."""

    pictures: tuple[Picture, ...]


@dataclass(frozen=True)
class Quote:
    text: str
    source: str = ""


@dataclass(frozen=True)
class Items:
    items: tuple[Paragraph, ...]
    ordered: bool = False

    @classmethod
    def of(cls, *items: "str | Paragraph", ordered: bool = False) -> "Items":
        """A list of plain strings and paragraphs."""
        return cls(
            tuple(item if isinstance(item, Paragraph) else Paragraph.of(item) for item in items),
            ordered,
        )


@dataclass(frozen=True)
class KeyFigure:
    label: str
    value: str
    unit: str = ""
    note: str = ""


@dataclass(frozen=True)
class KeyFigures:
    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True)
class Note:
    """Small print."""

    text: str


@dataclass(frozen=True)
class PageBreak:
    pass


Block = (
    Heading | Paragraph | Table | Chart | Picture | Gallery | Quote | Items | KeyFigures | Note
    | PageBreak
)  # fmt: skip


@dataclass(frozen=True)
class Attachment:
    """Begins on a page of its own; numbered 附件1, Annex 1 in order of appearance."""

    title: str
    blocks: tuple[Block, ...]
    key: str = ""


@dataclass(frozen=True)
class Document:
    title: str
    body: tuple[Block, ...]
    subtitle: str = ""
    language: Language = "zh"
    style: Style = "gongwen"
    author: str = ""  # the network's name: cover and file properties
    dated: date = date(2000, 1, 1)  # the only date in the files' properties: same input, same bytes
    facts: tuple[tuple[str, str], ...] = ()  # cover: (项目名称, …), (合同编号, …), …
    key_figures: KeyFigures | None = None  # a page of their own before the first chapter
    key_figures_title: str = ""
    attachments: tuple[Attachment, ...] = field(default=())


def rounded(value: float, decimals: int) -> str:
    """Half goes up, as on the pages and in printed tables: 16.25 is 16.3."""
    step = Decimal(1).scaleb(-decimals)
    return str(Decimal(str(value)).quantize(step, rounding="ROUND_HALF_UP"))


def printed(cell: Cell, column: Column) -> str:
    """A cell as every format prints it."""
    if cell is None or (column.blank_zero and cell == 0 and not isinstance(cell, str)):
        return ""
    if isinstance(cell, float):
        return rounded(cell, column.decimals)
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def as_data(document: Document) -> dict[str, Any]:
    """The whole document as JSON data, for sealing; `from_data` makes the same document of it."""
    data = _plain(document)
    assert isinstance(data, dict)
    return data


def from_data(data: dict[str, Any]) -> Document:
    """The document that `as_data` wrote."""
    document = _revived(data)
    if not isinstance(document, Document):
        raise TypeError("not the data of a document")
    return document


_KINDS: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        Run, Heading, Paragraph, Column, Table, Chart, Picture, Gallery, Quote, Items, KeyFigure,
        KeyFigures, Note, PageBreak, Attachment, Document,
    )
}  # fmt: skip


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        parts = {part.name: _plain(getattr(value, part.name)) for part in fields(value)}
        return {"is": type(value).__name__, **parts}
    if isinstance(value, date):
        return {"is": "date", "day": value.isoformat()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(item) for item in value]
    if isinstance(value, dict):  # a chart's spec: already JSON
        return {"is": "spec", "spec": value}
    return value


def _revived(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_revived(item) for item in value)
    if not isinstance(value, dict):
        return value
    if value["is"] == "date":
        return date.fromisoformat(value["day"])
    if value["is"] == "spec":
        return value["spec"]
    return _KINDS[value["is"]](**{k: _revived(v) for k, v in value.items() if k != "is"})
