"""Whatever stands in the cells, the import neither falls nor loses a row."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shufang.intake.analysis import Analysis
from shufang.intake.reading import Book, Sheet
from shufang.places.models import Site
from tests.imports import account_is_complete

HEADS = {
    "活动": ["序号", "活动日期", "年份", "月份", "时间", "结束时间", "书房", "分类", "活动名称",
             "带领人", "志愿者", "签到数", "成人", "儿童", "参与人次", "场次", "媒体报道", "标题",
             "链接", "级别", "国家统计类型", "状态", "备注"],
    "媒体报道": ["活动日期", "报道日期", "书房", "活动名称", "媒体", "标题", "链接", "级别"],
    "书房名录": ["书房名称", "镇街", "类型", "开放时间", "经度", "纬度", "地址"],
    "进馆": ["月份", "书房", "进馆人次", "计数方式", "新增读者证", "借阅量"],
    "借阅量": ["书房", "镇街", "2024-01", "2024-02", "2024年3月", "合计"],
}  # fmt: skip
DAY, LAST = date(2024, 7, 20), date(9999, 12, 31)
GOOD: list[Any] = [
    "2024-07-20", "7月20日", 45493, 45493.5, DAY, datetime.combine(DAY, time(9)), "9:00-10:00",
    time(9), timedelta(hours=9), "太平书房", "太平", "太平村书房", "茶园小学智慧书房", "亲子阅读",
    "故事剧场", "共读", 12, 0, "12户", "约30人", "—", "取消", "小计", "合计", "https://example.com",
    "2024年7月", "门禁", "2篇", "南湖声音、读嘉", "08:30-21:00", 120.7, 30.8, "解放街道",
]  # fmt: skip
BAD: list[Any] = [
    -1, 1e300, float("inf"), float("nan"), 2**40, -0.0, "２０２４－１３－４５", "\x00", "a" * 3000,
    "=1+1", "{name}", "%s", True, False, "\u202e", "²", "javascript:alert(1)", "[]", "𠮷",
    date(1900, 1, 1), LAST, timedelta(days=-1), "1" * 400, "一" * 30,
]  # fmt: skip
cells = st.one_of(st.none(), st.sampled_from(GOOD), st.sampled_from(BAD), st.text(max_size=12))


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    name = draw(st.sampled_from(list(HEADS)))
    head = draw(st.permutations(HEADS[name]))
    rows = draw(st.lists(st.lists(cells, min_size=len(head), max_size=len(head)), max_size=8))
    title: list[list[Any]] = [["2024年", *[None] * (len(head) - 1)]] if draw(st.booleans()) else []
    return Sheet(name, rows=[*title, list(head), *rows])


@pytest.mark.django_db
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(sheets(), min_size=1, max_size=3))
def test_every_row_is_accounted_for(two_rooms: tuple[Site, Site], found: list[Sheet]) -> None:
    preview = Analysis().work([Book(f"{number}.xlsx", [one]) for number, one in enumerate(found)])
    assert account_is_complete(preview)
    for refused in preview.refused:
        assert refused.reason.zh
        assert refused.reason.en


@pytest.mark.django_db
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.lists(cells, min_size=5, max_size=5), max_size=12))
def test_sheets_without_any_sense_are_no_problem(
    two_rooms: tuple[Site, Site], rows: list[list[Any]]
) -> None:
    assert account_is_complete(Analysis().work([Book("a.xlsx", [Sheet("Sheet1", rows=rows)])]))
