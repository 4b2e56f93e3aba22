"""Broken, odd and hostile spreadsheets, each made by a function: `MAKERS[name](path)`.

Nothing of it is kept in the repository. `ODD` are honest files in forms that trip readers up; they
must be read. `HOSTILE` must be refused in words, or read when that is safe.
"""

import random
import struct
import warnings
import zipfile
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter
import xlwt

Maker = Callable[[Path], None]

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def sheet(rows: str, after: str = "", before: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{_MAIN}">{before}'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>"
    )


def text_cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def parts(sheets: Iterable[tuple[str, str]], more: dict[str, str] | None = None) -> dict[str, str]:
    """The parts of an .xlsx with these sheets: name and XML."""
    names, files, links, kinds = [], {}, [], []
    for number, (name, xml) in enumerate(sheets, 1):
        names.append(f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>')
        links.append(
            f'<Relationship Id="rId{number}" Type="{_LINKS}/worksheet" '
            f'Target="worksheets/sheet{number}.xml"/>'
        )
        kinds.append(
            f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="application/'
            'vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        )
        files[f"xl/worksheets/sheet{number}.xml"] = xml
    if more and "xl/sharedStrings.xml" in more:
        links.append(
            f'<Relationship Id="rIdS" Type="{_LINKS}/sharedStrings" Target="sharedStrings.xml"/>'
        )
    if more and "xl/styles.xml" in more:
        links.append(f'<Relationship Id="rIdT" Type="{_LINKS}/styles" Target="styles.xml"/>')
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default '
        f'Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        f"{''.join(kinds)}</Types>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>{"".join(names)}'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f"{''.join(links)}</Relationships>",
        **files,
        **(more or {}),
    }


def write(path: Path, files: dict[str, str]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)


def book(path: Path, rows: str, **more: Any) -> None:
    write(path, parts([("活动", sheet(rows, **more))]))


SMALL = f'<row r="1">{text_cell("A1", "书房")}<c r="B1"><v>12</v></c></row>'


# --- odd but honest -------------------------------------------------------------------------


def ledger(path: Path, **options: Any) -> None:
    """Merged title, two header rows, a total row, hidden rows, doubled headings, spaces."""
    workbook = xlsxwriter.Workbook(path, options)
    page = workbook.add_worksheet("2024年7月")
    day = workbook.add_format({"num_format": 'yyyy"年"m"月"d"日"'})
    page.merge_range("A1:E1", "活动台账")
    page.merge_range("A2:A3", "日期")
    page.merge_range("B2:C2", "签到")
    page.write_row("B3", ["家庭", "人数", "备注", "备注"])
    page.write_datetime("A4", date(2024, 7, 20), day)
    page.write_row("B4", [12, 30, " 雨天 ", "１２户"])
    page.write_row("A5", ["2024-07-21 ", 8, 20])
    page.set_row(4, None, None, {"hidden": True})
    page.write_row("A6", ["合计", 20])
    page.write_formula("C6", "=SUM(C4:C5)", None, "")
    hidden = workbook.add_worksheet("旧表")
    hidden.write("A1", "旧")
    hidden.hide()
    workbook.close()


def ledger_1904(path: Path) -> None:
    ledger(path, date_1904=True)


def macros(path: Path) -> None:
    write(path, parts([("活动", sheet(SMALL))], {"xl/vbaProject.bin": "Attribute VB_Name"}))


def external_links(path: Path) -> None:
    link = (
        f'<externalLink xmlns="{_MAIN}"><externalBook xmlns:r="{_LINKS}" r:id="rId1"/>'
        "</externalLink>"
    )
    write(path, parts([("活动", sheet(SMALL))], {"xl/externalLinks/externalLink1.xml": link}))


def gbk_names(path: Path) -> None:
    """An archive with a part whose name is in GBK, as old Chinese tools write it."""
    write(path, parts([("活动", sheet(SMALL))], {"xl/media/XXXX.png": ""}))
    path.write_bytes(path.read_bytes().replace(b"XXXX.png", "图片".encode("gbk") + b".png"))


def zip64(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts([("活动", sheet(SMALL))]).items():
            with archive.open(name, "w", force_zip64=True) as part:
                part.write(text.encode())


def no_cached_values(path: Path) -> None:
    book(path, f'<row r="1">{text_cell("A1", "合计")}<c r="B1"><f>SUM(B2:B9)</f></c></row>')


def false_dimension(path: Path) -> None:
    """The sheet says it reaches to XFD1048576; its cells do not."""
    book(path, SMALL, before='<dimension ref="A1:XFD1048576"/>')


def million_styles(path: Path) -> None:
    styles = (
        f'<styleSheet xmlns="{_MAIN}"><cellXfs count="1000000">'
        + "".join(f'<xf numFmtId="{n % 50}"/>' for n in range(1_000_000))
        + "</cellXfs></styleSheet>"
    )
    write(path, parts([("活动", sheet(SMALL))], {"xl/styles.xml": styles}))


def old_xls(path: Path) -> None:
    workbook = xlwt.Workbook(encoding="utf-8")
    page = workbook.add_sheet("活动")
    page.write_merge(0, 0, 0, 2, "台账")
    page.write(1, 0, "书房")
    page.write(1, 1, 12)
    page.write(2, 0, xlwt.Formula("B2*2"))
    workbook.save(str(path))


def open_document(path: Path) -> None:
    namespaces = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    content = (
        f"<office:document-content {namespaces}><office:body><office:spreadsheet>"
        '<table:table table:name="活动"><table:table-row>'
        '<table:table-cell office:value-type="string"><text:p>书房</text:p></table:table-cell>'
        '<table:table-cell office:value-type="float" office:value="12"><text:p>12</text:p>'
        "</table:table-cell></table:table-row>{more}</table:table></office:spreadsheet>"
        "</office:body></office:document-content>"
    )
    _open_document(path, content.replace("{more}", ""))


def _open_document(path: Path, content: str) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED
        )
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
            "></manifest:manifest>",
        )


def open_document_repeats(path: Path) -> None:
    """LibreOffice ends its sheets with a million repeated blank rows."""
    open_document(path)
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml").decode()
    blank = (
        '<table:table-row table:number-rows-repeated="1048575"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )
    _open_document(path, content.replace("</table:table>", blank))


def text_file(text: str, encoding: str) -> Maker:
    return lambda path: path.write_bytes(text.encode(encoding)) and None  # type: ignore[return-value]


def raw_file(raw: bytes) -> Maker:
    return lambda path: path.write_bytes(raw) and None  # type: ignore[return-value]


CHANCE = random.Random(3)  # noqa: S311 (rubbish, not a secret)
TABLE = "日期,书房,签到\n2024-07-20,太平书房,12\n2024-07-21,百花书房,８\n"

ODD: dict[str, Maker] = {
    "ledger.xlsx": ledger,
    "ledger-1904.xlsx": ledger_1904,
    "macros-renamed.xlsx": macros,
    "external-links.xlsx": external_links,
    "gbk-part-names.xlsx": gbk_names,
    "zip64.xlsx": zip64,
    "no-cached-values.xlsx": no_cached_values,
    "false-dimension.xlsx": false_dimension,
    "million-styles.xlsx": million_styles,
    "old.xls": old_xls,
    "xls-named.xlsx": old_xls,
    "xlsx-named.xls": macros,
    "opendocument.ods": open_document,
    "opendocument-repeats.ods": open_document_repeats,
    "utf8.csv": text_file(TABLE, "utf-8"),
    "bom.csv": text_file(TABLE, "utf-8-sig"),
    "gbk.csv": text_file(TABLE, "gbk"),
    "gb18030.csv": text_file(TABLE.replace("太平", "𠮷䶮"), "gb18030"),
    "utf16le.csv": text_file("\ufeff" + TABLE, "utf-16-le"),
    "utf16be.csv": text_file("\ufeff" + TABLE, "utf-16-be"),
    "utf16-without-mark.csv": text_file(TABLE, "utf-16-le"),
    "utf16-tabs.txt": text_file("\ufeff" + TABLE.replace(",", "\t"), "utf-16-le"),
    "semicolons.csv": text_file(TABLE.replace(",", ";"), "utf-8"),
    "tabs.tsv": text_file(TABLE.replace(",", "\t"), "utf-8"),
    "csv-named.xlsx": text_file(TABLE, "utf-8"),
    "cr-only.csv": text_file(TABLE.replace("\n", "\r"), "utf-8"),
    "crlf.csv": text_file(TABLE.replace("\n", "\r\n"), "utf-8"),
    "nul-bytes.csv": text_file(TABLE.replace("太平", "太\0平"), "utf-8"),
    "mixed-encodings.csv": raw_file(
        "日期,书房,签到\n2024-07-20,太平书房,12\n".encode()
        + "2024-07-21,百花书房,８\n".encode("gbk")
    ),
    "quoted.csv": text_file(
        '日期,书房,签到\n2024-07-20,"太平\n书房 ""一"", 分馆",12\n2024-07-21,百花书房,８\n', "utf-8"
    ),
    "unclosed-quote.csv": text_file(TABLE.replace("太平书房", '"太平书房'), "utf-8"),
    "ragged.csv": text_file(
        "日期,书房,签到\n2024-07-20,太平书房\n2024-07-21,百花书房,８,,,\n", "utf-8"
    ),
    "separator-named.csv": text_file("sep=;\n" + TABLE.replace(",", ";"), "utf-8"),
}


# --- hostile --------------------------------------------------------------------------------


def sparse_bomb(path: Path) -> None:
    """4 KiB with two cells at opposite corners: 549 GB for a program that lays the sheet out."""
    far = f'<row r="1048576">{text_cell("XFD1048576", "x")}</row>'
    book(path, f'<row r="1">{text_cell("A1", "x")}</row>{far}')


def text_bomb(path: Path) -> None:
    """300 MiB of text in 300 KiB."""
    rows = f'<row r="1">{text_cell("A1", "字" * 100)}</row>'
    files = parts([("活动", sheet(rows))])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            if name.endswith("sheet1.xml"):
                with archive.open(name, "w") as part:
                    head, tail = text.encode().split("字".encode() * 100)
                    part.write(head)
                    for _ in range(300):
                        part.write(b"x" * 1024 * 1024)
                    part.write(tail)
            else:
                archive.writestr(name, text)


def lying_bomb(path: Path) -> None:
    """The same, with a directory that says the sheet has 1,000 bytes."""
    text_bomb(path)
    with zipfile.ZipFile(path) as archive:
        entry = archive.getinfo("xl/worksheets/sheet1.xml")
    raw = bytearray(path.read_bytes())
    struct.pack_into("<L", raw, entry.header_offset + 22, 1000)
    directory = raw.index(b"PK\x01\x02")
    while raw[directory + 46 : directory + 46 + len(entry.filename)] != entry.filename.encode():
        directory = raw.index(b"PK\x01\x02", directory + 4)
    struct.pack_into("<L", raw, directory + 24, 1000)
    path.write_bytes(raw)


def shared_text_bomb(path: Path) -> None:
    """One shared text of 30,000 characters, shown in 200,000 cells."""
    text = "".join(CHANCE.choice("甲乙丙丁戊己庚辛") for _ in range(30_000))
    shared = f'<sst xmlns="{_MAIN}"><si><t>{text}</t></si></sst>'
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 200_001))
    write(path, parts([("活动", sheet(rows))], {"xl/sharedStrings.xml": shared}))


def ten_thousand_sheets(path: Path) -> None:
    write(path, parts((f"表{n}", sheet(SMALL)) for n in range(10_000)))


def three_hundred_sheets_xls(path: Path) -> None:
    workbook = xlwt.Workbook()
    for n in range(300):
        workbook.add_sheet(f"s{n}").write(0, 0, n)
    workbook.save(str(path))


def billion_laughs(path: Path) -> None:
    entities = '<!ENTITY a0 "哈">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
    )
    shared = f'<!DOCTYPE sst [{entities}]><sst xmlns="{_MAIN}"><si><t>&a9;</t></si></sst>'
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    write(path, parts([("活动", sheet(rows))], {"xl/sharedStrings.xml": shared}))


def external_entity(path: Path) -> None:
    shared = (
        '<!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        f'<sst xmlns="{_MAIN}"><si><t>&x;</t></si></sst>'
    )
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    write(path, parts([("活动", sheet(rows))], {"xl/sharedStrings.xml": shared}))


def deep_xml(path: Path) -> None:
    book(path, "<row>" * 200_000)


def many_numbers(path: Path) -> None:
    """More different numbers than fit: 230,000 rows of 20."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in parts([("活动", sheet("@"))]).items():
            if "@" not in text:
                archive.writestr(name, text)
                continue
            head, tail = text.split("@")
            with archive.open(name, "w") as part:
                part.write(head.encode())
                for block in range(230):
                    part.write(_rows_of_numbers(block * 1000).encode())
                part.write(tail.encode())


def _rows_of_numbers(first: int) -> str:
    return "".join(
        f"<row>{''.join(f'<c><v>{n}.{k}5</v></c>' for k in range(20))}</row>"
        for n in range(first, first + 1000)
    )


def many_short_texts(path: Path) -> None:
    path.write_text("\n".join(f"甲{n},乙{n},丙{n},丁{n}" for n in range(400_000)))


def many_long_texts(path: Path) -> None:
    """48 MiB of different texts, in which one character makes four bytes of each."""
    line = "a" * 990
    path.write_text("\n".join(f"{line}𠮷{n}" for n in range(48_000)))


def many_days(path: Path) -> None:
    rows = "".join(f'<row><c s="1"><v>{40000 + n / 97:.9f}</v></c></row>' for n in range(1_000_000))
    styles = (
        f'<styleSheet xmlns="{_MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22"/>'
        "</cellXfs></styleSheet>"
    )
    write(path, parts([("活动", sheet(rows))], {"xl/styles.xml": styles}))


def blank_lines(path: Path) -> None:
    path.write_bytes(b"a,b\n" + b"\n" * 20_000_000 + b"c,d\n")


def commas(path: Path) -> None:
    path.write_bytes(b"," * 30_000_000 + b"x")


def quotes(path: Path) -> None:
    path.write_bytes(b'"a,b\nc,d\n' * 400_000)


def one_long_cell(path: Path) -> None:
    path.write_text("书房,备注\n太平," + "字" * 1_000_000)


def wide_stray(path: Path) -> None:
    """A ledger of 20,000 rows and one forgotten word in the last column."""
    rows = f'<row r="1">{text_cell("A1", "书房")}{text_cell("XFD1", "x")}</row>'
    rows += "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(2, 20_000))
    book(path, rows)


def merged_bomb(path: Path) -> None:
    ranges = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 500_000))
    book(path, SMALL, after=f'<mergeCells count="500000">{ranges}</mergeCells>')


def overlapping(path: Path) -> None:
    """Two directory entries that share their data, as in a quine or a non-recursive bomb."""
    write(
        path,
        parts([("活动", sheet(SMALL))], {"xl/other1.xml": "x" * 100, "xl/other2.xml": "x" * 100}),
    )
    with zipfile.ZipFile(path) as archive:
        first = archive.getinfo("xl/other1.xml").header_offset
        second = archive.getinfo("xl/other2.xml").header_offset
    raw = path.read_bytes()
    head, directory = raw[: raw.index(b"PK\x01\x02")], raw[raw.index(b"PK\x01\x02") :]
    path.write_bytes(head + directory.replace(struct.pack("<L", second), struct.pack("<L", first)))


def with_entry(name: str, mode: int = 0) -> Maker:
    def make(path: Path) -> None:
        write(path, parts([("活动", sheet(SMALL))]))
        with zipfile.ZipFile(path, "a") as archive, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # one of them doubles a name, as is the point
            info = zipfile.ZipInfo(name)
            info.external_attr = mode << 16
            archive.writestr(info, "../../etc/passwd")

    return make


def encrypted_entry(path: Path) -> None:
    write(path, parts([("活动", sheet(SMALL))]))
    raw = bytearray(path.read_bytes())
    at = raw.index(b"PK\x01\x02")
    raw[at + 8] |= 1
    path.write_bytes(raw)


def truncated(path: Path) -> None:
    ledger(path)
    path.write_bytes(path.read_bytes()[:-900])


def truncated_xls(path: Path) -> None:
    old_xls(path)
    path.write_bytes(path.read_bytes()[:2500])


def looping_xls(path: Path) -> None:
    """A compound file whose chain of sectors bites its own tail."""
    old_xls(path)
    raw = bytearray(path.read_bytes())
    (table,) = struct.unpack_from("<L", raw, 76)
    at = 512 + table * 512
    for n in range(20):
        struct.pack_into("<L", raw, at + 4 * n, n)
    path.write_bytes(raw)


def compound(streams: list[str]) -> Maker:
    """A compound file with these (empty) streams: what Excel writes around an encrypted book."""

    def make(path: Path) -> None:
        head = bytearray(512)
        head[0:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        struct.pack_into("<5H", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
        struct.pack_into("<L", head, 44, 1)
        struct.pack_into("<3L", head, 48, 1, 0, 4096)
        struct.pack_into("<4L", head, 60, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
        struct.pack_into("<109L", head, 76, 0, *[0xFFFFFFFF] * 108)
        table = struct.pack("<128L", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
        entries = b"".join(
            _directory_entry(name, 5 if n == 0 else 2)
            for n, name in enumerate(["Root Entry", *streams])
        )
        path.write_bytes(bytes(head) + table + entries.ljust(512, b"\0"))

    return make


def _directory_entry(name: str, kind: int) -> bytes:
    raw = bytearray(128)
    text = (name + "\0").encode("utf-16-le")
    raw[: len(text)] = text
    struct.pack_into("<H2B3L", raw, 64, len(text), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF)
    struct.pack_into("<2L", raw, 116, 0xFFFFFFFE, 0)
    return bytes(raw)


def locked_xls(path: Path) -> None:
    """An .xls whose first record after BOF is FILEPASS."""
    old_xls(path)
    raw = path.read_bytes()
    begin = raw.index(b"\x09\x08\x10\x00\x00\x06")
    second = begin + 20
    path.write_bytes(raw[:second] + b"\x2f\x00" + raw[second + 2 :])


def open_document_bomb(path: Path) -> None:
    open_document(path)
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml").decode()
    many = (
        '<table:table-row table:number-rows-repeated="1048575"><table:table-cell '
        'table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
        "</table:table-row></table:table>"
    )
    _open_document(path, content.replace("</table:table>", many))


def archive_of_books(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("活动台账.xlsx", b"PK")


def word_document(path: Path) -> None:
    write(path, {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"})


HTML = "<html><head><meta charset='gbk'></head><table><tr><td>书房</td></tr></table></html>"

HOSTILE: dict[str, Maker] = {
    "sparse-bomb.xlsx": sparse_bomb,
    "text-bomb.xlsx": text_bomb,
    "lying-bomb.xlsx": lying_bomb,
    "shared-text-bomb.xlsx": shared_text_bomb,
    "ten-thousand-sheets.xlsx": ten_thousand_sheets,
    "three-hundred-sheets.xls": three_hundred_sheets_xls,
    "billion-laughs.xlsx": billion_laughs,
    "external-entity.xlsx": external_entity,
    "deep.xlsx": deep_xml,
    "many-numbers.xlsx": many_numbers,
    "many-short-texts.csv": many_short_texts,
    "many-long-texts.csv": many_long_texts,
    "many-days.xlsx": many_days,
    "blank-lines.csv": blank_lines,
    "commas.csv": commas,
    "quotes.csv": quotes,
    "one-long-cell.csv": one_long_cell,
    "wide-stray.xlsx": wide_stray,
    "merged-bomb.xlsx": merged_bomb,
    "overlapping.xlsx": overlapping,
    "climbing-path.xlsx": with_entry("../../evil.txt"),
    "absolute-path.xlsx": with_entry("/etc/evil.txt"),
    "backslash-path.xlsx": with_entry("a\\b.txt"),
    "drive-path.xlsx": with_entry("c:evil.txt"),
    "symlink.xlsx": with_entry("xl/link", 0o120777),
    "twice-the-same-part.xlsx": with_entry("xl/workbook.xml"),
    "encrypted-entry.xlsx": encrypted_entry,
    "truncated.xlsx": truncated,
    "truncated.xls": truncated_xls,
    "looping.xls": looping_xls,
    "password.xlsx": compound(["EncryptionInfo", "EncryptedPackage"]),
    "password.xls": locked_xls,
    "word.doc": compound(["WordDocument"]),
    "empty-compound.xls": compound([]),
    "opendocument-bomb.ods": open_document_bomb,
    "empty.xlsx": raw_file(b""),
    "html.xls": text_file(HTML, "gbk"),
    "html-utf16.xls": text_file("\ufeff" + HTML, "utf-16-le"),
    "xml-2003.xls": text_file('<?xml version="1.0"?><Workbook/>', "utf-8"),
    "biff2.xls": raw_file(b"\x09\x00\x04\x00\x02\x00\x10\x00" + b"\0" * 100),
    "page.pdf": raw_file(b"%PDF-1.7\n" + b"x" * 100),
    "picture.xlsx": raw_file(b"\x89PNG\r\n\x1a\n" + b"\0" * 100),
    "archive.zip": archive_of_books,
    "word.docx": word_document,
    "rubbish.xlsx": raw_file(CHANCE.randbytes(5000)),
    "zip-head-only.xlsx": raw_file(b"PK\x03\x04" + CHANCE.randbytes(500)),
    "undecodable.csv": raw_file(b"\xe6\x97\xa5,\xff\xfe\xff\n\xff\xff,\x80\x80\n" * 20),
}

MAKERS = ODD | HOSTILE
