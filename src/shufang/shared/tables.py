"""Tables out of the system: the same table as XLSX or CSV, safe to open in any spreadsheet.

Text never becomes a formula (docs/look.md, "Tables out"): XLSX stores it as text, CSV puts an
apostrophe before what a spreadsheet would calculate. Numbers and telephone numbers stay as they
are.
"""

import csv
import io
import re
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from typing import IO, Any, Literal

import xlsxwriter
from django.http import FileResponse
from django.utils import timezone
from django.utils.encoding import force_str
from django.utils.functional import Promise
from django.utils.http import content_disposition_header

Kind = Literal["text", "integer", "number", "percent", "date", "datetime"]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_TEXT = 32_767  # what a cell of a workbook can hold
LAST_ROW = 1_048_576  # what a sheet can hold, its heading included
MEASURED_ROWS = 200  # widths are taken from the first rows
WIDEST, NARROWEST = 60, 8

_FORMATS: dict[Kind, str] = {
    "text": "@",
    "integer": "#,##0",
    "number": "#,##0.0",
    "percent": "0.0%",
    "date": "yyyy-mm-dd",
    "datetime": "yyyy-mm-dd hh:mm",
}
_HEAD = {
    "bold": True,
    "bg_color": "#E6F0EC",
    "bottom": 1,
    "bottom_color": "#2F6B5B",
    "valign": "vcenter",
    "text_wrap": True,
}
_LEADS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_PLAIN_NUMBER = re.compile(r"[+-]?(\d+([ -]\d+)*|\d{1,3}(,\d{3})+)(\.\d+)?%?")
_UNSEEN = " \u3000\xa0\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Column:
    """A heading and what stands below it."""

    heading: str | Promise
    kind: Kind = "text"


@dataclass(frozen=True)
class Table:
    """What goes out; rows may be an iterator, read once.

    A value is text, a number, a date or None; percent is a part of one (0.15). None is an empty
    cell: not known is never written as 0.
    """

    title: str | Promise
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]


def download(table: Table, form: str, name: str) -> FileResponse:
    """The table as a file to save, called `name` with the ending of its form.

    It is whole before its first byte goes out: nobody ever gets half a file.

    Raises ValueError for a form other than xlsx and csv.
    """
    if form not in WRITERS:
        raise ValueError(f"{form} is neither xlsx nor csv")
    write, content_type = WRITERS[form]
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    try:
        write(table, file)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    response = FileResponse(file, content_type=content_type)
    name = " ".join(f"{name}.{form}".split())  # a line break would forge a header: refused, a 500
    disposition = content_disposition_header(as_attachment=True, filename=name)
    response.headers["Content-Disposition"] = disposition or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def write_csv(table: Table, file: IO[bytes]) -> None:
    """UTF-8 with a byte order mark, without which Excel takes Chinese for something else."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="")
    writer = csv.writer(text)
    writer.writerow([_harmless(force_str(column.heading)) for column in table.columns])
    for row in _whole_rows(table):
        writer.writerow([_csv_cell(v, c) for v, c in zip(row, table.columns, strict=True)])
    text.detach()  # leaves the file open for its owner


def write_xlsx(table: Table, file: IO[bytes]) -> None:
    """One sheet, its heading frozen; in constant memory, whatever the number of rows.

    Text is stored as text, whatever it begins with. Raises ValueError when the table has more
    rows than a sheet: it is never cut short in silence.
    """
    # Without these, "=1+1" would become a formula and "http://…" a link.
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    rows = _whole_rows(table)
    first = list(islice(rows, MEASURED_ROWS))
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet(_sheet_name(force_str(table.title)))
        looks = {kind: book.add_format({"num_format": code}) for kind, code in _FORMATS.items()}
        _write_headings(sheet, table, first, book.add_format(_HEAD))
        number = 0
        for number, row in enumerate(chain(first, rows), start=1):
            if number >= LAST_ROW:
                raise ValueError(f"more rows than a sheet holds ({LAST_ROW:,})")
            for at, (value, column) in enumerate(zip(row, table.columns, strict=True)):
                _write_cell(sheet, number, at, value, column.kind, looks)
        if table.columns:
            sheet.autofilter(0, 0, number, len(table.columns) - 1)


def _whole_rows(table: Table) -> Iterator[tuple[Any, ...]]:
    """A row with a cell too few or too many would put values under wrong headings."""
    for row in table.rows:
        if len(row) != len(table.columns):
            raise ValueError(f"{len(row)} cells under {len(table.columns)} headings")
        yield tuple(row)


def _write_headings(sheet: Any, table: Table, first: list[tuple[Any, ...]], look: Any) -> None:
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, _width(column, [row[at] for row in first]))
        sheet.write_string(0, at, _xlsx_text(force_str(column.heading)), look)
    sheet.freeze_panes(1, 0)


def _write_cell(
    sheet: Any, row: int, at: int, value: Any, kind: Kind, looks: dict[Kind, Any]
) -> None:
    value = _local(value)
    if value is None or value == "":
        return
    if isinstance(value, bool) or not isinstance(value, int | float | date):
        if _is_decimal(value):
            sheet.write_number(row, at, float(value), looks[kind])
        else:
            sheet.write_string(row, at, _xlsx_text(force_str(value)), looks["text"])
    elif isinstance(value, date):  # datetimes are dates too
        look: Kind = "datetime" if isinstance(value, datetime) else "date"
        sheet.write_datetime(row, at, value, looks[look])
    elif value != value or value in (float("inf"), float("-inf")):
        return
    else:
        sheet.write_number(row, at, value, looks[kind if kind != "text" else _number_kind(value)])


def _number_kind(value: float) -> Kind:
    return "integer" if float(value).is_integer() else "number"


def _is_decimal(value: Any) -> bool:
    return isinstance(value, Decimal) and value.is_finite()


def _local(value: Any) -> Any:
    """Moments are told in the network's own time: spreadsheets know no time zones."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value).replace(tzinfo=None)
    return value


def _csv_cell(value: Any, column: Column) -> str:
    value = _local(value)
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str | Promise):
        return _harmless(force_str(value))
    if column.kind == "percent" and isinstance(value, int | float):
        return f"{value * 100:.1f}%"
    return _harmless(force_str(value))


def _harmless(text: str) -> str:
    """Text a spreadsheet would calculate gets an apostrophe; -5 and +86 573 8888 do not."""
    text = _NOT_IN_XML.sub("", text)
    if text.lstrip(_UNSEEN).startswith(_LEADS) and not _PLAIN_NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def _xlsx_text(text: str) -> str:
    clean = _NOT_IN_XML.sub("", text)
    return clean if len(clean) <= LONGEST_TEXT else clean[: LONGEST_TEXT - 1] + "…"


def _sheet_name(title: str) -> str:
    """Without what Excel refuses in the name of a sheet."""
    return re.sub(r"[\[\]:*?/\\]", " ", title).strip(" '")[:31] or "Sheet1"


def _width(column: Column, values: Iterable[Any]) -> int:
    """Room for the widest of the first values; a Chinese character is two wide."""
    shown = {"date": 11, "datetime": 17}.get(column.kind, NARROWEST)
    heading = _columns_wide(force_str(column.heading)) + 3  # the filter's arrow
    texts = (_columns_wide(force_str(v)) + 1 for v in values if v is not None)
    return min(WIDEST, max(shown, heading, *texts, NARROWEST))


def _columns_wide(text: str) -> int:
    lines = text.splitlines() or [""]
    return max(sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in s) for s in lines)


WRITERS: dict[str, tuple[Callable[[Table, IO[bytes]], None], str]] = {
    "xlsx": (write_xlsx, XLSX),
    "csv": (write_csv, "text/csv; charset=utf-8"),
}
