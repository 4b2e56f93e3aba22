"""Columns fit their cells; titles are cut where a word ends."""

import pytest

from shufang.reports.document import Column, Style, Table
from shufang.reports.rendering.columns import sheet
from shufang.reports.rendering.sizes import MEASURE, chart_size, title_lines


def _table(*cells: str, rows: int = 3) -> Table:
    return Table("", tuple(Column("列") for _ in cells), (cells,) * rows)


@pytest.mark.parametrize("style", ["gongwen", "huace"])
def test_columns_fill_the_page_and_no_more(style: Style) -> None:
    for table in (_table("1", "太平智慧书房"), _table(*["一个名字特别长的城市书房" * 3] * 6)):
        assert sum(sheet(table, style).widths) == pytest.approx(MEASURE[style].width, abs=0.5)


def test_a_date_and_a_number_keep_their_line() -> None:
    long = "一个名字特别长的活动，讲了很多很多的故事，还有很多很多的人来听" * 3
    day, text, number = sheet(_table("2024-07-12", long, "3955"), "gongwen").widths
    assert day > 19
    assert number > 8
    assert text > 100


def test_a_table_that_is_much_too_wide_prints_smaller() -> None:
    assert sheet(_table(*["一个名字特别长的城市书房"] * 5), "gongwen").small
    assert not sheet(_table("1", "太平"), "gongwen").small


def test_a_long_title_is_cut_evenly_and_at_a_word() -> None:
    title = "禾城智慧书房阅读推广活动项目年度运营总结报告"
    assert title_lines(title, "gongwen") == ["禾城智慧书房阅读推广", "活动项目年度运营总结报告"]
    assert title_lines("年度总结报告", "huace") == ["年度总结报告"]
    assert title_lines("一\n二", "huace") == ["一", "二"]


def test_a_tall_chart_stays_on_its_page() -> None:
    svg = b'<svg viewBox="0 0 640 1600">'
    width, height = chart_size(svg, "gongwen")
    assert height == MEASURE["gongwen"].tallest
    assert width < MEASURE["gongwen"].width
