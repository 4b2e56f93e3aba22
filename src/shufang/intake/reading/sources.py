"""What a file really is, and its sheets, whichever format it has."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from shufang.intake.reading import archive
from shufang.intake.reading.book import Cell, Unreadable


@dataclass(slots=True)
class Found:
    """One sheet on its way out: what is known at its head, and its rows as they come."""

    name: str
    rows: Iterable[list[Cell]]
    width: int = 0
    visible: bool = True
    first_row: int = 1
    first_column: int = 1
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    def about(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "visible": self.visible,
            "first_row": self.first_row,
            "first_column": self.first_column,
            "merged": self.merged,
        }


class Source(Protocol):
    @property
    def format(self) -> str: ...

    @property
    def date1904(self) -> bool: ...

    def sheets(self) -> Iterator[Found]: ...


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    (b"%PDF", " PDF 文件", "a PDF file"),
    (b"\x89PNG", "图片", "a picture"),
    (b"\xff\xd8\xff", "图片", "a picture"),
    (b"GIF8", "图片", "a picture"),
    (b"Rar!", "压缩包", "an archive"),
    (b"7z\xbc\xaf", "压缩包", "an archive"),
    (b"\x1f\x8b", "压缩包", "an archive"),
    (b"MZ", "程序", "a program"),
    (b"\x7fELF", "程序", "a program"),
    (b"{\\rtf", "文字处理文档", "a word-processor document"),
)
_PAGE = re.compile(rb"<(!doctype\s+html|html|head|body|table|meta|style|div)\b", re.IGNORECASE)


def open_source(path: str) -> Source:
    """The file by its content: an archive, an old binary workbook, or text."""
    with open(path, "rb") as file:
        head = file.read(4096)
    if head.startswith(b"PK"):
        return _from_archive(path)
    if head.startswith(_OLE):
        return _from_compound(path)
    for mark, zh, en in _OTHERS:
        if head.startswith(mark):
            raise _not_a_table(zh, en)
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if start.startswith(b"<") and _PAGE.search(start):
        raise _disguised("网页（HTML）", "a web page (HTML)")
    if start.startswith(b"<?xml"):
        raise _disguised("XML 文件", "an XML file")
    if re.match(rb"[\x09][\x00\x02\x04\x08][\x04-\x10]\x00", head):
        raise _disguised("很早的 Excel 格式", "a very early Excel format")
    return _from_text(path)


def _from_archive(path: str) -> Source:
    content = archive.look(path)
    if "opendocument.spreadsheet" in content.mimetype:
        kind = "ods"
    elif "xl/workbook.bin" in content.names:
        kind = "xlsb"
    elif any(name.startswith("xl/") for name in content.names):
        kind = "xlsx"
    elif any(name.startswith(("word/", "ppt/")) for name in content.names) or content.mimetype:
        raise _not_a_table("文字或演示文档", "a text document or slides")
    else:
        raise _not_a_table("压缩包", "an archive")
    from shufang.intake.reading.workbook import Workbook

    return Workbook(path, kind)


def _from_compound(path: str) -> Source:
    with open(path, "rb") as file:
        raw = file.read()
    if "EncryptedPackage".encode("utf-16-le") in raw:
        raise archive.encrypted()
    names = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
    if "WordDocument".encode("utf-16-le") in raw and not any(name in raw for name in names):
        raise _not_a_table("文字处理文档", "a word-processor document")
    from shufang.intake.reading.workbook import Workbook

    return Workbook(path, "xls")


def _from_text(path: str) -> Source:
    from shufang.intake.reading.separated import Separated

    return Separated(path)


def _not_a_table(zh: str, en: str) -> Unreadable:
    hint_zh = "请解压后上传里面的表格。" if zh == "压缩包" else "请上传 .xlsx、.xls 或 .csv 表格。"
    hint_en = (
        "Unpack it and upload the spreadsheets in it."
        if zh == "压缩包"
        else "Upload an .xlsx, .xls or .csv spreadsheet."
    )
    return Unreadable(f"这是{zh}，不是表格。{hint_zh}", f"This is {en}, no spreadsheet. {hint_en}")


def _disguised(zh: str, en: str) -> Unreadable:
    return Unreadable(
        f"这个文件其实是{zh}，只是名字像表格。请在 Excel 或 WPS 中打开，另存为 .xlsx 后再上传。",
        f"This file is really {en} under a spreadsheet's name. Open it in Excel or WPS, save it as "
        ".xlsx and upload that.",
    )
