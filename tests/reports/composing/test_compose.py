"""A draft becomes a document whose every figure is a measure's."""

import re
from dataclasses import replace
from datetime import date

import pytest

from shufang.activities.choices import NationalType
from shufang.activities.models import Activity
from shufang.people.models import Duty
from shufang.places.choices import SiteKind
from shufang.places.models import Site, Town
from shufang.reports.chapters.kit import Material, Problem
from shufang.reports.composing.compose import Cover, Wish, compose, key_figures
from shufang.reports.document import Chart, Document, Gallery, Heading, Paragraph, Picture, Table
from shufang.reports.queries.evidence import Evidence
from shufang.reports.rendering.numbering import numbered
from shufang.shared.charts.theme import room_for
from shufang.shared.period import Period
from tests.factories import make_activity, state_count


def tables(document: Document) -> dict[str, Table]:
    return {block.caption: block for block in document.body if isinstance(block, Table)}


def chapters(document: Document) -> list[str]:
    return [b.text for b in document.body if isinstance(b, Heading) and b.level == 1]


def words(document: Document) -> str:
    found = [b for b in document.body if isinstance(b, Paragraph)]
    return "\n".join("".join(run.text for run in paragraph.runs) for paragraph in found)


def test_table_one_holds_the_six_categories_with_zeros_blank(material: Material) -> None:
    table = tables(compose(material, Wish()))["项目执行数据一览表"]
    assert table.texts() == [
        ["序号", "分类", "数量（场）", "签到数", "媒体报道"],
        ["1", "故事剧场", "1", "12", "1"],
        ["2", "亲子阅读", "2", "18", ""],
        ["3", "成人阅读", "", "", ""],
        ["4", "老年阅读", "", "", ""],
        ["5", "主题活动", "", "", ""],
        ["6", "阅读推广人培训", "", "", ""],
        ["", "累计", "3", "30", "1"],
    ]


def test_what_happened_after_the_cut_off_is_not_counted(material: Material) -> None:
    document = compose(material, Wish())
    assert "截止日以后" not in str(document)
    assert ("数据截止日", "2025年5月31日") in document.facts


def test_an_activity_without_sign_ins_is_said_to_be_missing(material: Material) -> None:
    document = compose(material, Wish())
    assert "另有1场没有签到记录" in words(document)
    assert "签到数：有1条没有统计，未计入" in tables(document)["项目执行数据一览表"].note


def test_an_empty_chapter_is_left_out_and_numbers_move_up(material: Material) -> None:
    document = compose(material, Wish())
    assert chapters(document) == [
        "项目概况", "活动执行情况", "服务成效", "宣传推广与媒体报道", "问题与优化方向",
    ]  # fmt: skip
    assert any("三、服务成效" in str(entry) for entry in numbered(document).contents)


def test_a_chapter_switched_off_takes_its_sections_with_it(material: Material) -> None:
    document = compose(material, Wish(chapters={"execution": False}))
    assert "活动执行情况" not in chapters(document)
    assert "项目执行数据一览表" not in tables(document)
    assert "各月情况" not in tables(document)


def test_the_organisation_is_table_two(material: Material) -> None:
    Duty.objects.create(level="support", post="志愿者办公室", duties="排班", people="三人")
    Duty.objects.create(level="decide", post="领导小组", duties="定目标", people="王馆长")
    with_problem = replace(material, problems=[Problem("成人来得少", measure="家长成长角")])
    document = compose(with_problem, Wish())
    table = tables(document)["组织架构与职责"]
    assert [row[0] for row in table.rows] == ["决策", "支持"]
    assert [t.caption for t in tables(document).values() if t.numbered] == [
        "项目执行数据一览表",
        "组织架构与职责",
    ]


def test_typical_rooms_come_from_the_figures(material: Material) -> None:
    text = words(compose(material, Wish()))
    assert "茶园小学智慧书房外借由2023年的120册次增至2024年的360册次（+200%）" in text
    assert "太平智慧书房报告期内举办活动2场、签到18户次，2024年外借60册次" in text


def test_an_edited_text_replaces_the_prefilled_one_and_stays_live(material: Material) -> None:
    edited = replace(material, texts={"overview.background": "一共{activities_held}场。"})
    assert "一共3场。" in words(compose(edited, Wish()))


def test_an_emptied_text_prints_nothing(material: Material) -> None:
    edited = replace(material, texts={"overview.background": "", "overview.result": ""})
    assert "项目概况" not in chapters(compose(edited, Wish()))


def test_english_has_no_chinese_but_names(small_year: Period) -> None:
    document = compose(Material(Evidence(small_year, "en")), Wish(cover=Cover()))
    assert document.title == "Annual report on activities"
    assert "Family reading" in str(tables(document)["The year by category"].rows)
    assert "The network has 2 rooms in 2 towns" in words(document)
    without_names = re.sub(
        "[一-龥]*《.*?》|“.*?”|[一-龥]+(?:智慧书房|街道|镇)", "", words(document)
    )
    assert not re.search("[一-龥]", without_names)


def test_english_says_one_activity_and_two_activities(taiping: Site) -> None:
    period = Period(date(2025, 1, 1), date(2025, 12, 31))
    make_activity(taiping, date(2025, 3, 8))
    one = words(compose(Material(Evidence(period, "en")), Wish(cover=Cover())))
    assert "1 activity was held in the period" in one
    assert "with 1 activity;" in one
    figures = key_figures(Material(Evidence(period, "en"))).figures
    assert (figures[0].value, figures[0].unit) == ("1", "activity")
    make_activity(taiping, date(2025, 3, 9))
    two = words(compose(Material(Evidence(period, "en")), Wish(cover=Cover())))
    assert "2 activities were held in the period" in two


def test_every_figure_used_is_defined_and_unknown_ones_are_left_out(material: Material) -> None:
    definitions = compose(material, Wish()).attachments[-1]
    text = str(definitions)
    assert "sign_ins" in text
    assert "households_served" not in text


def test_every_activity_counted_stands_in_the_list(material: Material) -> None:
    listed = compose(material, Wish()).attachments[0].blocks[0]
    assert isinstance(listed, Table)
    assert [row[3] for row in listed.rows] == ["皮影戏", "绘本共读《团圆》", "没有登记人数的一场"]


def test_averages_are_rounded_as_on_the_pages(material: Material, taiping: Site) -> None:
    for signed in (16, 17, 16, 16):  # 65 at 4 activities: 16.25
        activity = make_activity(taiping, date(2025, 1, 5), category="成人阅读")
        state_count(activity, sign_ins=signed, attendees=40)
    table = tables(compose(material, Wish()))["分类成效"]
    assert next(row for row in table.texts() if row[0] == "成人阅读")[4] == "16.3"


def test_shares_have_one_decimal_each(material: Material) -> None:
    table = tables(compose(material, Wish()))["分类成效"]
    assert [row[2] for row in table.texts()[1:]] == ["33.3%", "66.7%", "100%"]


def test_leaders_and_helpers_are_counted_from_the_list(material: Material) -> None:
    Activity.objects.filter(title="皮影戏").update(leader="周老师、陈 乐", helpers=3)
    Activity.objects.filter(title="绘本共读《团圆》").update(leader="陈乐", helpers=2)
    Activity.objects.filter(title="截止日以后").update(leader="迟来的人", helpers=9)
    document = compose(material, Wish())
    text = words(document)
    assert "人才与志愿服务" in chapters(document)
    assert "先后有2位带领人带领活动，1位在两个以上街道（镇）带领过活动。" in text
    assert "另有1场没有写带领人" in text
    assert "志愿者到场服务5人次，记了人数的2场平均每场2.5人次" in text
    assert "同名只计一位" in str(document.attachments[-1])


def test_trainings_are_those_of_the_national_type(material: Material, taiping: Site) -> None:
    training = make_activity(
        taiping, date(2025, 2, 1), category="阅读推广人培训", national_type=NationalType.TRAINING
    )
    state_count(training, sign_ins=20, attendees=20)
    assert "举办培训1场，签到20户次。" in words(compose(material, Wish()))


def test_rooms_in_schools_have_a_chapter(material: Material, tea_room: Site) -> None:
    Site.objects.filter(pk=tea_room.pk).update(kind=SiteKind.SCHOOL_ROOM)
    text = words(compose(material, Wish()))
    assert "校园书房1间（茶园小学智慧书房），报告期内举办活动1场，签到12户次，外借180册次。" in text


def test_the_problems_the_figures_show_stand_in_the_first_draft(material: Material) -> None:
    text = words(compose(material, Wish()))
    assert "一是活动热、借阅冷。有1间书房" in text
    assert "二是分类不均衡。亲子阅读占全部活动的66.7%" in text
    assert "三是数据还不完整。有1场活动没有签到记录；签到只有每场合计" in text


def test_a_year_before_is_compared_where_it_is_known(material: Material, tea_room: Site) -> None:
    assert "上一年同期" not in words(compose(material, Wish()))
    make_activity(tea_room, date(2023, 9, 1))
    make_activity(tea_room, date(2024, 6, 5))  # later than the cut-off of its year
    again = Material(Evidence(material.evidence.period))
    assert "共举办活动3场（上一年同期1场，+200%）" in words(compose(again, Wish()))


def test_rooms_are_shown_where_they_lie_once_their_places_are_known(
    material: Material, tea_room: Site, taiping: Site
) -> None:
    def pictures() -> set[str]:
        document = compose(Material(Evidence(material.evidence.period)), Wish())
        return {block.caption for block in document.body if isinstance(block, Chart)}

    assert "各书房活动场次" in pictures()
    Site.objects.create(name="湖滨智慧书房", slug="hubin")
    Site.objects.update(longitude=120.7, latitude=30.8)
    assert "各书房位置与活动场次（圆点越大，活动越多）" in pictures()


def test_columns_nobody_filled_are_left_out_of_the_lists(material: Material) -> None:
    listed, media = (attached.blocks[0] for attached in compose(material, Wish()).attachments[:2])
    assert isinstance(listed, Table)
    assert isinstance(media, Table)
    assert "带领人" not in [column.heading for column in listed.columns]
    assert "报道标题" not in [column.heading for column in media.columns]


def test_chapters_for_people_to_write_appear_once_written(material: Material) -> None:
    written = replace(material, texts={"plan.text": "增加成人活动。", "finance.text": "略。"})
    found = chapters(compose(written, Wish()))
    assert found[-2:] == ["问题与优化方向", "下一年度计划"]
    assert found[-3] == "经费执行与收入反哺"


def test_the_steps_of_an_activity_are_drawn_below_the_organisation(material: Material) -> None:
    Duty.objects.create(level="decide", post="领导小组", duties="定目标", people="王馆长")
    captions = [b.caption for b in compose(material, Wish()).body if isinstance(b, Chart)]
    assert "活动流程" in captions


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_done_in_a_step_keeps_inside_its_box(small_year: Period, language: str) -> None:
    Duty.objects.create(level="decide", post="领导小组", duties="定目标", people="王馆长")
    body = compose(Material(Evidence(small_year, language)), Wish()).body
    (spec,) = [b.spec for b in body if isinstance(b, Chart) and b.key == "flow"]
    rows = [row for layer in spec["layer"] for row in layer["data"]["values"]]
    wide = min(row["x2"] - row["x"] for row in rows if "x2" in row)
    assert max(room_for(row["text"], 12) for row in rows if row.get("y", 0) > 50) < wide - 4


def test_the_scope_names_every_room_by_town(material: Material) -> None:
    assert tables(compose(material, Wish()))["服务范围"].texts() == [
        ["街道（镇）", "书房"],
        ["太平镇", "太平智慧书房"],
        ["茶园街道", "茶园小学智慧书房"],
    ]


def test_many_towns_stand_side_by_side(material: Material) -> None:
    for number in range(13):
        town = Town.objects.create(name=f"第{number:02}街道")
        Site.objects.create(name=f"第{number:02}书房", slug=f"room-{number}", town=town)
    table = tables(compose(Material(Evidence(material.evidence.period)), Wish()))["服务范围"]
    assert len(table.columns) == 4
    assert len(table.rows) == 8
    listed = [cell for row in table.texts()[1:] for cell in row if "书房" in cell]
    assert len(listed) == 15


def test_short_chapters_share_a_page_and_long_ones_begin_their_own(material: Material) -> None:
    document = compose(material, Wish())
    goes_on = {
        b.text: b.same_page for b in document.body if isinstance(b, Heading) and b.level == 1
    }
    assert goes_on["宣传推广与媒体报道"] is False
    assert goes_on["问题与优化方向"] is True
    assert goes_on["活动执行情况"] is False


def test_one_photo_stands_alone_and_several_side_by_side(material: Material) -> None:
    photo = Picture("皮影戏", "x.jpg")
    alone = compose(replace(material, pictures=[photo]), Wish()).body[-1]
    assert isinstance(alone, Picture)
    assert not alone.numbered
    assert isinstance(compose(replace(material, pictures=[photo] * 2), Wish()).body[-1], Gallery)
