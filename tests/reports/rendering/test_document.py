"""What a table prints, and that a document survives being kept as data."""

import json
from datetime import date

from shufang.reports.document import Column, Table, as_data, from_data, printed
from tests.reports.rendering.sample import sample


def test_a_zero_prints_blank_only_where_asked() -> None:
    assert printed(0, Column("x", blank_zero=True)) == ""
    assert printed(0, Column("x")) == "0"
    assert printed("0", Column("x", blank_zero=True)) == "0"
    assert printed(None, Column("x")) == ""


def test_numbers_print_without_separators() -> None:
    assert printed(3955, Column("x")) == "3955"
    assert printed(13.8287, Column("x", decimals=1)) == "13.8"
    assert printed(date(2025, 5, 31), Column("x")) == "2025-05-31"


def test_a_table_gives_header_rows_and_total() -> None:
    table = Table("", (Column("a"), Column("b")), ((1, 2),), total=(None, 2))
    assert table.texts() == [["a", "b"], ["1", "2"], ["", "2"]]


def test_a_document_kept_as_json_comes_back_the_same() -> None:
    document = sample(rows=5)
    assert from_data(json.loads(json.dumps(as_data(document)))) == document
