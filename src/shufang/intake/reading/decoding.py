"""Bytes to text: UTF-8, GB18030 or UTF-16, by content. Nothing is replaced in silence."""

import codecs
import re

from shufang.intake.reading.book import Unreadable

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, which begins alike
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LINES = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n|$)")
_LONG_SEQUENCE = re.compile(rb"[\xe0-\xf4][\x80-\xbf]{2}")


def decode(raw: bytes) -> str:
    """The text of a file; refused where it is none, or a line fits no encoding."""
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return _wide(raw[len(mark) :], encoding)
    unmarked = _wide_without_mark(raw[:8192])
    if unmarked:
        return _wide(raw, unmarked)
    for encoding in ("utf-8", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text if encoding == "utf-8" or not _mixed(raw) else _by_line(raw)
    return _by_line(raw)


def _wide(raw: bytes, encoding: str) -> str:
    if encoding == "utf-8":
        return decode(raw) if raw else ""
    width = 4 if "32" in encoding else 2
    try:
        return raw[: len(raw) // width * width].decode(encoding)  # a lost last byte is forgiven
    except UnicodeDecodeError as problem:
        line = raw[: problem.start].decode(encoding, "replace").count("\n") + 1
        raise _unknown(line) from None


def _wide_without_mark(head: bytes) -> str | None:
    """UTF-16 without its mark: commas, digits and line ends leave zeros on one side only."""
    low, high = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if high > half * 0.05 and low < high * 0.1:
        return "utf-16-le"
    if low > half * 0.05 and high < low * 0.1:
        return "utf-16-be"
    return None


def _mixed(raw: bytes) -> bool:
    """Whether lines of UTF-8 stand among lines of GB18030: two files pasted together."""
    return any(
        _LONG_SEQUENCE.search(line) and _is_utf8(line) for line in _LINES.findall(raw[:2_000_000])
    )


def _by_line(raw: bytes) -> str:
    """Each line in the encoding it fits. Where both fit, a three-byte sequence tells UTF-8."""
    text: list[str] = []
    for number, line in enumerate(_LINES.findall(raw), 1):
        if line.isascii() or (_LONG_SEQUENCE.search(line) and _is_utf8(line)):
            text.append(line.decode("utf-8"))
            continue
        try:
            text.append(line.decode("gb18030"))
        except UnicodeDecodeError:
            raise _unknown(number) from None
    return "".join(text)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _unknown(line: int) -> Unreadable:
    return Unreadable(
        f"第 {line:,} 行的文字编码无法识别。请在 Excel 或 WPS 中打开，另存为 .xlsx 或"
        "“CSV UTF-8”后再上传。",
        f"The encoding of line {line:,} is unknown. Open the file in Excel or WPS, save it as "
        ".xlsx or as “CSV UTF-8” and upload that.",
    )
