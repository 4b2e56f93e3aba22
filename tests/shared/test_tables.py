"""Tables out: what went in comes back, and nothing in them is ever calculated."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.http import FileResponse

from shufang.shared.tables import Column, Table, _width, download, write_csv, write_xlsx

PAYLOADS = [
    "=1+1",
    '=HYPERLINK("http://example.org","x")',
    "=cmd|'/c calc'!A0",
    "+1+cmd|'/c calc'!A0",
    "-2+3+cmd|'/c calc'!A0",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "　=1+1",
    "＝1+1",
    "＋1+A1",
    "－1+A1",
    "＠SUM(1)",
    "=活动!A1",
    "{=1+1}",
]
ROUND_TRIP = [
    "-5",
    "+5",
    "-1,234.5",
    "+86 573 8282 1234",
    "+86-573-82821234",
    "-12%",
    "亲子阅读",
    "0573-8282",
]


def text_table(values: list[str]) -> Table:
    return Table("测试", [Column("标题")], [[v] for v in values])


def workbook(table: Table) -> Any:
    file = io.BytesIO()
    write_xlsx(table, file)
    return openpyxl.load_workbook(file).active


def csv_rows(table: Table) -> list[list[str]]:
    file = io.BytesIO()
    write_csv(table, file)
    return list(csv.reader(io.StringIO(file.getvalue().decode("utf-8-sig"), newline="")))


def test_no_text_becomes_a_formula_in_a_workbook() -> None:
    sheet = workbook(text_table(PAYLOADS + ROUND_TRIP))
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert [c for c in cells if c.data_type == "f"] == []
    assert {c.data_type for c in cells} == {"s"}
    assert all(c.hyperlink is None for c in cells)
    assert cells[0].value == "=1+1"  # nothing is added either: it is text as typed


def test_headings_and_titles_are_as_harmless_as_cells() -> None:
    hostile = Table("=1+1[x]:*?/\\'", [Column("=2+2")], [["a"]])
    sheet = workbook(hostile)
    assert sheet["A1"].data_type == "s"
    assert csv_rows(hostile)[0] == ["'=2+2"]


@pytest.mark.parametrize("payload", PAYLOADS[:-1])
def test_what_a_spreadsheet_would_calculate_gets_an_apostrophe_in_csv(payload: str) -> None:
    assert csv_rows(text_table([payload]))[1] == ["'" + payload]


@pytest.mark.parametrize("value", ROUND_TRIP)
def test_numbers_and_telephone_numbers_stay_as_they_are_in_csv(value: str) -> None:
    assert csv_rows(text_table([value]))[1] == [value]


def test_values_keep_their_kinds_in_a_workbook() -> None:
    night = datetime(2025, 5, 31, 16, 30, tzinfo=UTC)  # already June in the reading rooms
    table = Table(
        "签到",
        [
            Column("场次", "integer"),
            Column("场均", "number"),
            Column("占比", "percent"),
            Column("日期", "date"),
            Column("登记时间", "datetime"),
            Column("金额", "number"),
        ],
        [
            [1234, 13.83, 0.153, date(2025, 5, 31), night, Decimal("9.5")],
            [None, None, None, None, None, None],
        ],
    )
    sheet = workbook(table)
    assert [c.value for c in sheet[2]][:3] == [1234, 13.83, 0.153]
    assert [str(c.value) for c in sheet[2]][3:] == [
        "2025-05-31 00:00:00",
        "2025-06-01 00:30:00",
        "9.5",
    ]
    assert [c.number_format for c in sheet[2]][:4] == ["#,##0", "#,##0.0", "0.0%", "yyyy-mm-dd"]
    assert [c.value for c in sheet[3]] == [None] * 6  # not known is empty, never 0
    assert sheet.freeze_panes == "A2"
    assert csv_rows(table)[1] == ["1234", "13.83", "15.3%", "2025-05-31", "2025-06-01 00:30", "9.5"]
    assert csv_rows(table)[2] == [""] * 6


def test_csv_begins_with_the_mark_that_excel_needs_for_chinese() -> None:
    file = io.BytesIO()
    write_csv(text_table(["茶园"]), file)
    assert file.getvalue().startswith(b"\xef\xbb\xbf")
    assert file.getvalue().count(b"\xef\xbb\xbf") == 1


def test_columns_are_wide_enough_for_chinese() -> None:
    assert _width(Column("名称"), ["茶园小学智慧书房"]) >= 16
    assert _width(Column("名称"), ["书" * 500]) == 60
    assert _width(Column("日", "date"), []) >= 11


def test_a_row_with_a_cell_too_few_is_an_error_and_not_a_shifted_row() -> None:
    with pytest.raises(ValueError):
        workbook(Table("短", [Column("甲"), Column("乙")], [["1"]]))


def test_control_characters_and_endless_text_do_not_break_the_file() -> None:
    sheet = workbook(text_table(["a\x00b\x0bc", "长" * 40_000]))
    assert sheet["A2"].value == "abc"
    assert len(sheet["A3"].value) == 32_767
    assert sheet["A3"].value.endswith("…")


def test_more_rows_than_a_sheet_holds_are_refused_not_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shufang.shared.tables.LAST_ROW", 3)
    assert workbook(text_table(["1", "2"])).max_row == 3
    with pytest.raises(ValueError):
        workbook(text_table(["1", "2", "3"]))


@pytest.mark.django_db  # closing a response closes what the request used
@pytest.mark.parametrize(("form", "kind"), [("xlsx", "spreadsheetml"), ("csv", "text/csv")])
def test_a_download_is_a_file_with_a_chinese_name(form: str, kind: str) -> None:
    response = download(text_table(["茶园"]), form, "活动清单")
    assert isinstance(response, FileResponse)
    assert kind in response["Content-Type"]
    assert response["Content-Disposition"].startswith("attachment;")
    assert f"%E6%B4%BB%E5%8A%A8%E6%B8%85%E5%8D%95.{form}" in response["Content-Disposition"]
    assert len(b"".join(response.streaming_content)) > 10  # type: ignore[arg-type]
    response.close()


@pytest.mark.django_db
def test_a_name_with_a_line_break_forges_no_header() -> None:
    response = download(text_table(["a"]), "csv", "Reading room\r\nSet-Cookie: a=b")
    assert (
        response["Content-Disposition"] == 'attachment; filename="Reading room Set-Cookie: a=b.csv"'
    )
    response.close()


def test_another_form_is_refused() -> None:
    with pytest.raises(ValueError):
        download(text_table([]), "pdf", "x")
