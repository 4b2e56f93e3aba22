"""Headings, years and rows, one rule at a time."""

import pytest

from shufang.activities.importers.columns import ACTIVITY, MEDIA
from shufang.circulation.importers.counts import VisitsImporter
from shufang.intake.recognition.headings import heading, likeness
from shufang.intake.recognition.rows import Row, Sorter, is_total
from shufang.intake.recognition.years import Years
from shufang.places.importers.sites import SitesImporter

USUAL = {
    "date": ["日期", "活动日期"],
    "site": ["书房", "场馆", "地点", "活动地点", "书房名称"],
    "town": ["街道", "镇街", "所属街道（镇）"],
    "category": ["分类", "类别", "活动分类", "类型"],
    "title": ["活动名称", "主题", "名称"],
    "leader": ["带领人", "主讲人", "主讲", "负责人"],
    "helpers": ["志愿者", "志愿者（人）"],
    "sign_ins": ["签到数", "签到数（家庭）", "签到家庭", "户数", "签到\n（户）"],
    "adults": ["成人", "参与人数（成人）"],
    "children": ["儿童", "其中：儿童"],
    "attendees": ["参与人次", "合计人次", "人数", "参与人次（人）"],
    "outlet": ["媒体报道", "报道媒体"],
    "link": ["链接"],
    "note": ["备注"],
}


@pytest.mark.parametrize(
    ("text", "field"), [(text, field) for field, texts in USUAL.items() for text in texts]
)
def test_the_fields_usual_words_are_known(text: str, field: str) -> None:
    found = likeness(heading(0, text), ACTIVITY)
    assert max(found, key=lambda code: found[code]) == field
    assert found[field] > 0.9


@pytest.mark.parametrize("text", ["时间", "开始时间"])
def test_a_time_may_be_a_moment_where_there_is_no_date(text: str) -> None:
    found = likeness(heading(0, text), ACTIVITY)
    assert found["time"] > found["date"] > 0.5


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        (("参与人数", "成人"), "adults"),
        (("参与人数", "儿童"), "children"),
        (("参与人数", "合计"), "attendees"),
        (("签到情况", "户数"), "sign_ins"),
        (("签到", "家庭（户）"), "sign_ins"),
        (("活动信息", "名称"), "title"),
        (("日期", "日期"), "date"),
    ],
)
def test_two_rows_of_headings_are_read_together(parts: tuple[str, str], field: str) -> None:
    found = likeness(heading(0, *parts), ACTIVITY)
    assert max(found, key=lambda code: found[code]) == field


@pytest.mark.parametrize("text", ["报名人数", "联系电话", "计划场次", "身份证号", "原因"])
def test_headings_about_something_else_are_left_out(text: str) -> None:
    assert not likeness(heading(0, text), ACTIVITY)


@pytest.mark.parametrize(("text", "field"), [("标题", "headline"), ("媒体", "outlet")])
def test_lists_of_reports_have_their_own_words(text: str, field: str) -> None:
    found = likeness(heading(0, text), MEDIA)
    assert max(found, key=lambda code: found[code]) == field


@pytest.mark.parametrize(
    ("text", "field"),
    [("月份", "period"), ("进馆人次", "visits"), ("计数方式", "method"),
     ("新增读者证", "new_cards"), ("借阅量（册）", "loans")],
)  # fmt: skip
def test_circulation_words(text: str, field: str) -> None:
    found = likeness(heading(0, text), VisitsImporter.columns)
    assert max(found, key=lambda code: found[code]) == field


@pytest.mark.parametrize(
    ("text", "field"),
    [("书房名称", "name"), ("经度", "longitude"), ("纬度", "latitude"), ("开放时间", "hours")],
)
def test_words_of_lists_of_rooms(text: str, field: str) -> None:
    found = likeness(heading(0, text), SitesImporter.columns)
    assert max(found, key=lambda code: found[code]) == field


@pytest.mark.parametrize(
    ("texts", "month", "year"),
    [
        (["2024年7月"], 7, 2024),
        (["7月", "智慧书房活动台账（2024年7月）"], 7, 2024),
        (["Sheet1", "2024年7月—2025年6月活动"], 7, 2024),
        (["Sheet1", "2024年7月—2025年6月活动"], 3, 2025),
        (["Sheet1", "2024.7-2025.6台账"], 12, 2024),
        (["2024-2025学年"], 10, 2024),
        (["2024-2025学年"], 5, 2025),
        (["活动", "台账20240712"], 7, 2024),
        (["2024-2025年度"], 7, None),
        (["活动"], 7, None),
    ],
)
def test_the_year_of_a_month(texts: list[str], month: int, year: int | None) -> None:
    assert Years(texts).of(month) == year


@pytest.mark.parametrize(
    "text", ["小计", "合计：", "7月小计", "2024年7月合计", "总 计", "累计", "Total", "合计（7月）"]
)
def test_totals_are_recognised(text: str) -> None:
    assert is_total(text)


@pytest.mark.parametrize(
    "text", ["太平书房", "21天累计阅读打卡挑战", "合计划阅读沙龙", "总有书房等你"]
)
def test_titles_that_mention_totals_are_not(text: str) -> None:
    assert not is_total(text)


@pytest.mark.parametrize(
    ("cells", "row"),
    [
        ([1, "2024-07-20", "太平书房", "共读", 5], Row.RECORD),
        ([None, None, None, None, None], Row.BLANK),
        (["小计", None, None, "15场", 234], Row.TOTAL),
        ([None, "7月小计", None, None, 234], Row.TOTAL),
        ([None, None, None, None, 234], Row.RECORD),
        ([None, None, None, 15, 234], Row.TOTAL),
        ([12, None, None, None, None], Row.NOTE),
        (["备注：以上为7月数据", None, None, None, None], Row.NOTE),
        (["制表人：李运营", None, "审核人：王馆长", None, None], Row.NOTE),
        (["序号", "日期", "书房", "主题", "户数"], Row.HEADER),
        ([3, None, "太平书房", "共读", 5], Row.RECORD),
        ([3, "2024-07-20", None, "共读", 5], Row.RECORD),
    ],
)
def test_rows_are_sorted(cells: list[object], row: Row) -> None:
    headings = {0: {"序号"}, 1: {"日期"}, 2: {"书房"}, 3: {"主题"}, 4: {"户数"}}
    sorter = Sorter(headings, keys=[1, 2], ordinal=0)
    assert sorter.sort(cells) is row  # type: ignore[arg-type]
