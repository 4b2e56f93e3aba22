"""A look at a zip archive's directory before anything in it is opened.

Excel and OpenDocument files are zip archives. Bombs, quines and smuggled paths all show in the
directory: sizes that no ledger has, parts that overlap, names that leave the folder.
"""

import stat
import struct
import zipfile
from dataclasses import dataclass

from shufang.intake.reading import limits
from shufang.intake.reading.book import Unreadable

_LOCAL = struct.Struct("<4s5H3L2H")
_UNKNOWN = 0xFFFFFFFF  # the size stands in a zip64 field
_WRITTEN_LATER = 0x08  # the size stands behind the data
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


@dataclass(frozen=True)
class Archive:
    names: frozenset[str]
    mimetype: str  # of an OpenDocument file, otherwise ""


def look(path: str) -> Archive:
    """The archive's directory, when it is one that a spreadsheet program could have written.

    Refused: damaged or truncated, encrypted, too many parts, too large when unpacked, packed too
    tightly, parts that overlap or lie about their size, paths that leave the folder, links.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _count(entries)
            for entry in entries:
                _check_name(entry)
                _check_kind(entry)
            _check_sizes(entries)
            with open(path, "rb") as file:
                _check_places(file, entries, archive.start_dir)
            mimetype = next((e for e in entries if e.filename == "mimetype"), None)
            kind = archive.read(mimetype)[:200] if mimetype and mimetype.file_size < 200 else b""
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, ValueError, struct.error, OSError):
        raise damaged() from None
    except (NotImplementedError, RuntimeError):
        raise _unusual() from None
    return Archive(frozenset(e.filename for e in entries), kind.decode("ascii", "replace"))


def damaged() -> Unreadable:
    return Unreadable(
        "文件已损坏或没有传完整。请确认原文件能在 Excel 或 WPS 中打开，另存一份后重新上传。",
        "The file is damaged or incomplete. Check that the original opens in Excel or WPS, save a "
        "fresh copy and upload that.",
    )


def _count(entries: list[zipfile.ZipInfo]) -> None:
    sheets = sum(e.filename.startswith("xl/worksheets/sheet") for e in entries)
    if sheets > limits.SHEETS:
        raise too_many_sheets(sheets)
    if len(entries) > limits.ARCHIVE_ENTRIES:
        raise Unreadable(
            f"文件里有 {len(entries):,} 个部件，最多 {limits.ARCHIVE_ENTRIES:,} 个。"
            "请把表格复制到一个新的工作簿，另存为 .xlsx 后再上传。",
            f"The file consists of {len(entries):,} parts; at most {limits.ARCHIVE_ENTRIES:,} are "
            "read. Copy the tables into a new workbook, save it as .xlsx and upload that.",
        )


def too_many_sheets(sheets: int) -> Unreadable:
    return Unreadable(
        f"文件里有 {sheets:,} 张工作表，最多 {limits.SHEETS} 张。请拆成几个文件再试。",
        f"The file has {sheets:,} sheets; at most {limits.SHEETS} are read. Split it into several "
        "files.",
    )


def _check_name(entry: zipfile.ZipInfo) -> None:
    name = entry.orig_filename
    leaves = name.startswith("/") or "\\" in name or "\0" in name or name[1:2] == ":"
    if leaves or ".." in name.split("/") or stat.S_ISLNK(entry.external_attr >> 16):
        raise _unusual()


def _check_kind(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & 0x1:
        raise encrypted()
    if entry.compress_type not in _METHODS:
        raise _unusual()


def encrypted() -> Unreadable:
    return Unreadable(
        "文件加了密码。请在 Excel 或 WPS 中打开，去掉密码后另存，再上传。",
        "The file is protected by a password. Open it in Excel or WPS, remove the password, save "
        "it and upload that.",
    )


def _unusual() -> Unreadable:
    return Unreadable(
        "这个文件的内部结构不是 Excel 或 WPS 写出来的样子，为安全起见没有读取。"
        "请把表格复制到一个新的工作簿，另存为 .xlsx 后再上传。",
        "The file is not built as Excel or WPS would build it, so it was not read. Copy the tables "
        "into a new workbook, save it as .xlsx and upload that.",
    )


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    size = sum(e.file_size for e in entries) / limits.MIB
    packed = sum(e.compress_size for e in entries) / limits.MIB
    large = [e for e in entries if e.file_size > limits.RATIO_FROM]
    ratio = max((e.file_size / max(e.compress_size, 1) for e in large), default=0.0)
    most = limits.ARCHIVE_BYTES // limits.MIB
    if size > most or ratio > limits.RATIO:
        raise Unreadable(
            f"文件解开后有 {size:,.0f} MiB，上传的只有 {packed:,.1f} MiB，超过了安全限度"
            f"（{most} MiB 或 {limits.RATIO} 倍）。请删去空白的格式和重复的内容，"
            "或拆成几个文件再试。",
            f"Unpacked, the file has {size:,.0f} MiB; uploaded were {packed:,.1f} MiB. That is "
            f"beyond what is safe ({most} MiB or {limits.RATIO} times). Remove empty formatting "
            "and repeated text, or split it into several files.",
        )


def _check_places(file: object, entries: list[zipfile.ZipInfo], directory: int) -> None:
    """Every part lies in a place of its own, and says of itself what the directory says of it."""
    if len({e.filename for e in entries}) < len(entries):
        raise _unusual()
    end = 0
    for entry in sorted(entries, key=lambda e: e.header_offset):
        file.seek(entry.header_offset)  # type: ignore[attr-defined]
        head = _LOCAL.unpack(file.read(_LOCAL.size))  # type: ignore[attr-defined]
        mark, flags, packed, size = head[0], head[2], head[7], head[8]
        if mark != b"PK\x03\x04" or entry.header_offset < end:
            raise _unusual()
        stated = not flags & _WRITTEN_LATER and _UNKNOWN not in (packed, size)
        if stated and (packed, size) != (entry.compress_size, entry.file_size):
            raise _unusual()
        end = entry.header_offset + _LOCAL.size + head[9] + head[10] + entry.compress_size
    if end > directory:
        raise _unusual()
