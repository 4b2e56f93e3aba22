"""A draft becomes a document whose every figure is a measure's."""

from dataclasses import replace

from shufang.people.models import Duty
from shufang.reports.chapters.kit import Material, Problem
from shufang.reports.composing.compose import Cover, Wish, compose
from shufang.reports.document import Document, Heading, Paragraph, Table
from shufang.reports.queries.evidence import Evidence
from shufang.reports.rendering.numbering import numbered
from shufang.shared.period import Period


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
    assert ("数据截止日", "2025-05-31") in document.facts


def test_an_activity_without_sign_ins_is_said_to_be_missing(material: Material) -> None:
    document = compose(material, Wish())
    assert "另有1场没有签到记录" in words(document)
    assert "签到数有1条缺数据" in tables(document)["项目执行数据一览表"].note


def test_an_empty_chapter_is_left_out_and_numbers_move_up(material: Material) -> None:
    document = compose(material, Wish())
    assert chapters(document) == ["项目概况", "活动执行情况", "服务成效", "宣传推广与媒体报道"]
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
    assert "The network has 2 rooms; 2 of them held activities" in words(document)


def test_every_figure_used_is_defined_and_unknown_ones_are_left_out(material: Material) -> None:
    definitions = compose(material, Wish()).attachments[-1]
    text = str(definitions)
    assert "sign_ins" in text
    assert "households_served" not in text


def test_every_activity_counted_stands_in_the_list(material: Material) -> None:
    listed = compose(material, Wish()).attachments[0].blocks[0]
    assert isinstance(listed, Table)
    assert [row[3] for row in listed.rows] == ["皮影戏", "绘本共读《团圆》", "没有登记人数的一场"]
