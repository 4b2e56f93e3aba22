"""Numbers are right in both languages, whatever is left out."""

import pytest

from shufang.reports.document import (
    Attachment,
    Block,
    Chart,
    Column,
    Document,
    Heading,
    Paragraph,
    Table,
)
from shufang.reports.rendering.numbering import Numbered, chinese, numbered
from tests.reports.rendering.sample import sample

COLUMNS = (Column("a"),)


def _labels(placed: Numbered, kind: type) -> list[str]:
    blocks = [*placed.body, *(b for item in placed.attachments for b in item.blocks)]
    return [item.label for item in blocks if isinstance(item.block, kind) and item.label]


def _document(*blocks: Block, **more: object) -> Document:
    return Document("题", tuple(blocks), **more)  # type: ignore[arg-type]


def _text(placed: Numbered, index: int) -> str:
    block = placed.body[index].block
    assert isinstance(block, Paragraph)
    return block.runs[0].text


def test_chapters_tables_and_figures_count_in_order_of_appearance() -> None:
    placed = numbered(sample(rows=3))
    assert [entry.title for entry in placed.contents][:4] == [
        "数据摘要", "一、项目概况", "（一）背景与范围", "（二）定位与目标",
    ]  # fmt: skip
    assert _labels(placed, Table) == ["表一", "表二", "表三"]
    assert _labels(placed, Chart) == ["图一", "图二", "图三", "图四", "图五"]
    assert [item.label for item in placed.attachments] == ["附件1", "附件2"]


def test_english_counts_with_digits() -> None:
    placed = numbered(sample(language="en", rows=3))
    assert [entry.title for entry in placed.contents][1:4] == [
        "1 Overview", "1.1 Background", "1.2 Aims",
    ]  # fmt: skip
    assert _labels(placed, Table) == ["Table 1", "Table 2", "Table 3"]
    assert placed.contents[-1].title == "Annex 2: Definitions"


def test_a_chapter_left_out_leaves_no_gap() -> None:
    placed = numbered(sample(without=frozenset({"overview", "execution"}), rows=3))
    assert placed.contents[1].title == "一、服务成效与“活动热、借阅冷”"
    assert _labels(placed, Table) == ["表一", "表二"]
    assert _text(placed, 1) == "两间典型书房对照见表一。"


def test_a_reference_finds_its_number_before_and_after_the_thing() -> None:
    placed = numbered(
        _document(
            Paragraph.of("见{表:b}、{表:a}、{附件:x}、{章:c}"),
            Heading(1, "章", key="c"),
            Table("甲", COLUMNS, (), key="a"),
            Table("乙", COLUMNS, (), key="b"),
            attachments=(Attachment("名单", (), key="x"),),
        )
    )
    assert _text(placed, 0) == "见表二、表一、附件1、第一部分"


def test_a_reference_to_what_was_left_out_says_so() -> None:
    assert _text(numbered(_document(Paragraph.of("见{表:gone}"))), 0) == "见（略）"
    english = _document(Paragraph.of("see {table:gone}"), language="en")
    assert _text(numbered(english), 0) == "see (not included)"


def test_an_unnumbered_table_takes_no_number() -> None:
    placed = numbered(_document(Table("甲", COLUMNS, (), numbered=False), Table("乙", COLUMNS, ())))
    assert [item.label for item in placed.body] == ["", "表一"]


def test_characters_that_no_format_can_hold_are_dropped() -> None:
    placed = numbered(_document(Paragraph.of("a\x00b\x0bc\u202ed\ud800e\nf")))
    assert _text(placed, 0) == "abcde\nf"


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (34, "三十四")]
)
def test_chinese_numbers(number: int, text: str) -> None:
    assert chinese(number) == text
