"""Honest files in every form in which they come."""

from datetime import date, datetime, time
from pathlib import Path

import pytest
import xlsxwriter

from shufang.intake.reading import Book, Cell, read
from tests.intake.reading import hostile

LINES = [
    ["日期", "书房", "签到"],
    ["2024-07-20", "太平书房", "12"],
    ["2024-07-21", "百花书房", "８"],
]


def made(name: str, folder: Path) -> Book:
    path = folder / "1"  # our own name tells nothing: only the content does
    hostile.MAKERS[name](path)
    return read(path, name)


def rows(name: str, folder: Path) -> list[list[Cell]]:
    return made(name, folder).sheets[0].rows


@pytest.mark.parametrize(
    "name",
    [
        "utf8.csv", "bom.csv", "gbk.csv", "utf16le.csv", "utf16be.csv", "utf16-without-mark.csv",
        "utf16-tabs.txt", "semicolons.csv", "tabs.tsv", "csv-named.xlsx", "cr-only.csv", "crlf.csv",
        "nul-bytes.csv", "mixed-encodings.csv", "separator-named.csv",
    ],
)  # fmt: skip
def test_a_text_table_reads_alike_in_every_encoding_and_spelling(name: str, tmp_path: Path) -> None:
    assert rows(name, tmp_path) == LINES


def test_rare_characters_survive_gb18030(tmp_path: Path) -> None:
    assert rows("gb18030.csv", tmp_path)[1][1] == "𠮷䶮书房"


def test_a_quoted_cell_keeps_its_commas_quotes_and_line_ends(tmp_path: Path) -> None:
    assert rows("quoted.csv", tmp_path)[1][1] == '太平\n书房 "一", 分馆'


def test_a_forgotten_quote_swallows_no_rows(tmp_path: Path) -> None:
    assert [row[2] for row in rows("unclosed-quote.csv", tmp_path)] == ["签到", "12", "８"]


def test_ragged_lines_become_equally_long(tmp_path: Path) -> None:
    assert rows("ragged.csv", tmp_path)[1] == ["2024-07-20", "太平书房", None]


def test_a_text_file_has_one_sheet_called_after_it(tmp_path: Path) -> None:
    book = made("utf8.csv", tmp_path)
    assert [(sheet.name, sheet.first_row) for sheet in book.sheets] == [("utf8", 1)]
    assert made("separator-named.csv", tmp_path).sheets[0].first_row == 2


def test_a_workbook_keeps_what_its_cells_say(tmp_path: Path) -> None:
    sheet = made("ledger.xlsx", tmp_path).sheets[0]
    assert sheet.rows == [
        ["活动台账", None, None, None, None],
        ["日期", "签到", None, None, None],
        [None, "家庭", "人数", "备注", "备注"],
        [date(2024, 7, 20), 12, 30, " 雨天 ", "１２户"],
        ["2024-07-21 ", 8, 20, None, None],  # a hidden row counts like any other
        ["合计", 20, None, None, None],  # the formula's value was never calculated
    ]


def test_merged_cells_and_hidden_sheets_are_told(tmp_path: Path) -> None:
    first, second = made("ledger.xlsx", tmp_path).sheets
    assert sorted(first.merged) == [(1, 1, 1, 5), (2, 1, 3, 1), (2, 2, 2, 3)]
    assert (first.visible, second.visible) == (True, False)


def test_days_are_the_same_days_when_a_workbook_counts_from_1904(tmp_path: Path) -> None:
    book = made("ledger-1904.xlsx", tmp_path)
    assert book.date1904
    assert book.sheets[0].rows[3][0] == date(2024, 7, 20)
    assert not made("ledger.xlsx", tmp_path).date1904


def test_the_filled_part_says_where_it_lies(tmp_path: Path) -> None:
    path = tmp_path / "1"
    workbook = xlsxwriter.Workbook(path)
    page = workbook.add_worksheet()
    page.write("C4", "书房")
    page.write("D6", 1.5)
    workbook.close()
    sheet = read(path, "x").sheets[0]
    assert (sheet.first_row, sheet.first_column) == (4, 3)
    assert sheet.rows == [["书房", None], [None, None], [None, 1.5]]


def test_days_times_and_truths_arrive_as_such(tmp_path: Path) -> None:
    path = tmp_path / "1"
    workbook = xlsxwriter.Workbook(path)
    page = workbook.add_worksheet()
    for row, (form, value) in enumerate(
        [("yyyy-mm-dd", 45493), ("yyyy-mm-dd hh:mm", 45493.5), ("hh:mm", 0.25)]
    ):
        page.write_number(row, 0, value, workbook.add_format({"num_format": form}))
    page.write_boolean(3, 0, True)
    page.write_number(4, 0, 45493)
    workbook.close()
    assert [row[0] for row in read(path, "x").sheets[0].rows] == [
        date(2024, 7, 20), datetime.fromisoformat("2024-07-20T12:00"), time(6), True, 45493,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("old.xls", "xls"),
        ("xls-named.xlsx", "xls"),
        ("xlsx-named.xls", "xlsx"),
        ("opendocument.ods", "ods"),
        ("opendocument-repeats.ods", "ods"),
        ("macros-renamed.xlsx", "xlsx"),
        ("external-links.xlsx", "xlsx"),
        ("gbk-part-names.xlsx", "xlsx"),
        ("zip64.xlsx", "xlsx"),
        ("false-dimension.xlsx", "xlsx"),
        ("million-styles.xlsx", "xlsx"),
    ],
)
def test_a_file_is_what_its_content_says(name: str, form: str, tmp_path: Path) -> None:
    book = made(name, tmp_path)
    assert book.format == form
    assert ["书房", 12] in book.sheets[0].rows


def test_the_same_file_reads_the_same_twice(tmp_path: Path) -> None:
    hostile.ledger(tmp_path / "1")
    assert read(tmp_path / "1", "x") == read(tmp_path / "1", "x")


def test_an_old_workbook_that_counts_from_1904_says_so(tmp_path: Path) -> None:
    import xlwt

    workbook = xlwt.Workbook()
    workbook.dates_1904 = True
    workbook.add_sheet("x").write(0, 0, 44031)
    workbook.save(str(tmp_path / "1"))
    assert read(tmp_path / "1", "x").date1904
