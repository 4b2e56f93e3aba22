"""Why a workbook took too much: a cell far from the rest makes its sheet enormous.

Run in a second child after the first has died, for reading it costs nothing for honest files:
Excel stores filled cells only, but a program that lays out the whole rectangle between A1 and
XFD1048576 needs 549 GB. The person who sent the file is told which cell to delete.
"""

import html
import re
import zipfile

from shufang.intake.reading.book import Unreadable

_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]{0,60}?\br=\"([A-Z]{1,3})([0-9]{1,7})\"")
_SHEET = re.compile(r"<(?:\w+:)?sheet\s[^>]*>")
_CHUNK = 1024 * 1024
_OVERLAP = 200
_WIDE = 8_000_000  # cells in the rectangle of an honest sheet


def explain(path: str) -> Unreadable | None:
    """The refusal that names sheet and cell, when a far cell is what made the file unreadable."""
    with zipfile.ZipFile(path) as archive:
        parts = [
            name for name in archive.namelist() if re.match(r"xl/worksheets/[^/]+\.xml$", name)
        ]
        names = _names(archive)
        for part in parts:
            width, height, column, row = _reach(archive, part)
            if width * height > _WIDE:
                return _far(names.get(part.rsplit("/", 1)[1], part), column, row)
    return None


def _reach(archive: zipfile.ZipFile, part: str) -> tuple[int, int, str, int]:
    """Width and height of the filled rectangle, and its last column and row."""
    left, top, right, bottom, last = 16_385, 10**7, 0, 0, ""
    carry = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            text = carry + chunk
            for match in _CELL.finditer(text):
                column, row = _number(match[1]), int(match[2])
                left, top, bottom = min(left, column), min(top, row), max(bottom, row)
                if column > right:
                    right, last = column, match[1].decode("ascii")
            carry = text[-_OVERLAP:]
    return max(right - left + 1, 0), max(bottom - top + 1, 0), last, bottom


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _names(archive: zipfile.ZipFile) -> dict[str, str]:
    """File name of a sheet -> the name on its tab."""
    try:
        book = archive.open("xl/workbook.xml").read(_CHUNK).decode("utf-8", "replace")
        links = archive.open("xl/_rels/workbook.xml.rels").read(_CHUNK).decode("utf-8", "replace")
    except (KeyError, OSError, zipfile.BadZipFile):
        return {}
    files = {}
    for link in re.findall(r"<Relationship\s[^>]*>", links):
        target = re.search(r'Target="([^"]*)"', link)
        key = re.search(r'\bId="([^"]*)"', link)
        if target and key:
            files[key[1]] = target[1].rsplit("/", 1)[-1]
    found = {}
    for tag in _SHEET.findall(book):
        name = re.search(r'\bname="([^"]*)"', tag)
        key = re.search(r'\b\w+:id="([^"]*)"', tag)
        if name and key and key[1] in files:
            found[files[key[1]]] = html.unescape(name[1])[:60]
    return found


def _far(sheet: str, column: str, row: int) -> Unreadable:
    return Unreadable(
        f"工作表“{sheet}”的内容一直延伸到 {column} 列、第 {row:,} 行，表格太大，没有读取。"
        "多半是远处误填了一格：请选中表格右边和下边的空白行列，删除后另存，再上传。",
        f"Sheet “{sheet}” reaches as far as column {column} and row {row:,}; it is too large to "
        "read. Most likely a cell far away was filled by mistake: select the rows and columns "
        "beyond the table, delete them, save the file and upload that.",
    )
