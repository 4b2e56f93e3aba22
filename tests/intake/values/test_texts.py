"""Names and remarks, as the database may keep them."""

import unicodedata
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shufang.intake.reading import Cell
from shufang.intake.values import Bad
from shufang.intake.values.texts import clean, nothing


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (" 太平 智慧书房　", "太平 智慧书房"),
        ("太平\u200b书房\ufeff", "太平书房"),
        ("太平\n书房\t一", "太平 书房 一"),
        ("a\0b\x07c", "abc"),
        ("坏\ud800字", "坏字"),
        ("名\u202e字", "名字"),
        ("e\u0301te\u0301", "été"),
        ("买买提·艾力", "买买提·艾力"),
        ("𠮷野家䶮", "𠮷野家䶮"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("＝1+1", "＝1+1"),
        ("</script>", "</script>"),
        ("{{7*7}}", "{{7*7}}"),
        ("NULL", "NULL"),
        (None, ""),
        ("　", ""),
        (12, "12"),
        (12.0, "12"),
        (1.5, "1.5"),
        (True, "是"),
        (date(2024, 7, 20), "2024-07-20"),
        (datetime.fromisoformat("2024-07-20T14:30"), "2024-07-20 14:30"),
        (time(9), "09:00"),
        (timedelta(hours=25), "25:00"),
        ("z" + "\u0301" * 50, "ź" + "\u0301" * 4),
    ],
)
def test_one_clean_line(cell: Cell, text: str) -> None:
    assert clean(cell, 200) == text


def test_a_long_text_is_refused_with_its_length() -> None:
    assert clean("字" * 200, 200) == "字" * 200
    with pytest.raises(Bad, match="201 个字，最多 200"):
        clean("字" * 201, 200)
    with pytest.raises(Bad, match="1,000,000"):
        clean("字" * 1_000_000, 200)


@pytest.mark.parametrize(
    "cell", [None, "", " ", "—", "-", "/", "无", "暂无", "　", 0, "0", "N/A", "否"]
)
def test_a_naming_column_says_none(cell: Cell) -> None:
    assert nothing(cell)


@pytest.mark.parametrize("cell", ["嘉兴日报", "无线嘉兴", "南湖晚报/读嘉", "1", True])
def test_a_naming_column_names_something(cell: Cell) -> None:
    assert not nothing(cell)


@given(st.text(max_size=300))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text, 10_000)
    assert clean(once, 10_000) == once
    assert once == unicodedata.normalize("NFC", once).strip()
    once.encode("utf-8")
