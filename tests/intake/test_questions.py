"""What only a person can decide is asked once, answered, and remembered."""

from pathlib import Path

import pytest

from shufang.activities.models import Activity
from shufang.intake.models import Mapping
from shufang.places.models import Site, SiteAlias
from tests.imports import Import
from tests.intake.shapes import workbook

pytestmark = pytest.mark.django_db

HEAD = ["日期", "书房", "分类", "活动名称", "签到数"]


def ledger(path: Path, *rooms: str, category: str = "亲子阅读") -> Path:
    rows = [[f"2024-07-{day:02d}", room, category, "共读", 5] for day, room in enumerate(rooms, 1)]
    return workbook(path, {"活动": [HEAD, *rows]})


def test_a_close_name_is_asked_once_and_its_rows_wait(
    import_files: Import, two_rooms: tuple[Site, Site], tmp_path: Path
) -> None:
    path = ledger(tmp_path / "a.xlsx", "太平村书房", "太平 智慧书房", "太平村 书房")
    _, preview = import_files(path)
    [question] = preview.questions
    assert question.id == "site:太平村书房"
    assert "太平村书房" in question.text.zh
    assert "太平村书房" in question.text.en
    assert question.choices[0].label.zh == "太平智慧书房"
    assert preview.totals["imported"] == 1
    assert preview.totals["refused"] == 2
    assert question.text.zh in preview.refused[0].reason.zh


@pytest.mark.parametrize(
    "key", ["site:太平村书房", "“太平村书房”是哪个书房？", "Which room is “太平村书房”?"]
)
def test_an_answer_by_id_or_text_lets_the_rows_in_and_is_remembered(
    key: str, import_files: Import, two_rooms: tuple[Site, Site], tmp_path: Path
) -> None:
    path = ledger(tmp_path / "a.xlsx", "太平村书房", "太平村 书房")
    _, preview = import_files(path, answers={key: "太平智慧书房"})
    assert preview.totals["imported"] == 2
    assert not preview.questions
    [alias] = SiteAlias.objects.all()
    assert alias.site == two_rooms[1]
    _, again = import_files(ledger(tmp_path / "b.xlsx", "太平书房", "太平", "太平村书房"))
    assert not [q for q in again.questions if q.id == "site:太平村书房"]
    assert again.totals["imported"] == 1 + 0  # 太平 alone is a question of its own


def test_a_room_may_be_answered_to_be_new(
    import_files: Import, two_rooms: tuple[Site, Site], tmp_path: Path
) -> None:
    path = ledger(tmp_path / "a.xlsx", "太平村书房")
    _, preview = import_files(path, answers={"site:太平村书房": "新建书房“太平村书房”"})
    assert preview.totals["imported"] == 1
    assert Activity.objects.get().site.name == "太平村书房"
    assert Activity.objects.get().site.slug == "tai-ping-cun"


def test_rows_may_be_answered_to_stay_out(
    import_files: Import, two_rooms: tuple[Site, Site], tmp_path: Path
) -> None:
    path = ledger(tmp_path / "a.xlsx", "太平村书房", "太平书房")
    _, preview = import_files(path, answers={"site:太平村书房": "不导入这些行"})
    assert preview.totals["imported"] == 1
    assert preview.totals["refused"] == 1
    assert not preview.questions


def test_an_answer_that_is_no_choice_leaves_the_question_open(
    import_files: Import, two_rooms: tuple[Site, Site], tmp_path: Path
) -> None:
    path = ledger(tmp_path / "a.xlsx", "太平村书房")
    _, preview = import_files(path, answers={"site:太平村书房": "湖滨智慧书房"})
    assert [question.id for question in preview.questions] == ["site:太平村书房"]
    assert preview.totals["imported"] == 0


def test_without_any_rooms_a_ledger_may_bring_them(import_files: Import, tmp_path: Path) -> None:
    path = ledger(tmp_path / "a.xlsx", "太平智慧书房", "湖滨智慧书房", "太平书房")
    _, preview = import_files(path)
    assert [question.id for question in preview.questions] == [
        "site:太平智慧书房",
        "site:湖滨智慧书房",
    ]
    answers = {q.id: q.choices[0].label.en for q in preview.questions}
    _, done = import_files(path, answers=answers)
    assert done.totals["imported"] == 3
    assert set(Site.objects.values_list("name", flat=True)) == {"太平智慧书房", "湖滨智慧书房"}


def test_unusual_headings_are_recognised_by_what_stands_below_them(
    import_files: Import, two_rooms: tuple[Site, Site], tmp_path: Path
) -> None:
    head = ["何时", "何处", "哪一类", "做了什么", "来了几户（签到）"]
    rows = [
        [f"2024-07-{day:02d}", "太平书房", "亲子阅读", f"第{day}次共读绘本", 5]
        for day in range(1, 9)
    ]
    _, preview = import_files(workbook(tmp_path / "a.xlsx", {"活动": [head, *rows]}))
    fields = {m.heading: m.field for m in preview.sheets[0].mapped}
    assert [fields[h] for h in head[:4]] == ["date", "site", "category", "title"]


def test_figures_nobody_can_name_are_asked_about_and_the_answer_is_remembered(
    import_files: Import, two_rooms: tuple[Site, Site], tmp_path: Path
) -> None:
    def book(name: str, month: int) -> Path:
        head = ["日期", "书房", "分类", "活动名称", "甲", "乙"]
        rows = [
            [
                f"2024-{month:02d}-{d:02d}",
                "太平书房",
                "亲子阅读",
                f"共读{d}",
                d * 3 % 7,
                d * 5 % 11 + 20,
            ]
            for d in range(1, 9)
        ]
        return workbook(tmp_path / name, {"活动": [head, *rows]})

    path = book("a.xlsx", 7)
    _, preview = import_files(path)
    [question] = preview.questions
    assert question.id.startswith("column:")
    assert "签到数" in question.text.zh
    assert preview.totals["refused"] == 8
    _, done = import_files(path, answers={question.id: "甲"})
    assert done.totals["imported"] == 8
    assert Mapping.objects.count() == 1
    _, later = import_files(book("b.xlsx", 8))
    assert not later.questions
    assert later.totals["imported"] == 8
    assert Activity.objects.filter(stated__sign_ins__gt=6).count() == 0


def test_a_ledger_without_a_category_asks_for_it(
    import_files: Import, two_rooms: tuple[Site, Site], tmp_path: Path
) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        {"Sheet1": [["日期", "书房", "活动名称", "签到数"], ["2024-07-01", "太平书房", "共读", 5]]},
    )
    _, preview = import_files(path)
    [question] = preview.questions
    assert "分类" in question.text.zh
    assert preview.totals["refused"] == 1
    _, done = import_files(path, answers={question.id: "全部是“亲子阅读”"})
    assert done.totals["imported"] == 1
    assert Activity.objects.get().category.name == "亲子阅读"


def test_days_without_a_year_ask_for_it_where_nothing_names_it(
    import_files: Import, two_rooms: tuple[Site, Site], tmp_path: Path
) -> None:
    path = workbook(
        tmp_path / "a.xlsx", {"活动": [HEAD, ["7月20日", "太平书房", "亲子阅读", "共读", 5]]}
    )
    _, preview = import_files(path)
    [question] = preview.questions
    assert question.id == "year:a.xlsx:活动"
    assert preview.totals["refused"] == 1
    _, done = import_files(path, answers={question.id: "2024年"})
    assert done.totals["imported"] == 1
    assert Activity.objects.get().day.isoformat() == "2024-07-20"


def test_what_is_no_table_is_listed_and_left_alone(
    import_files: Import, two_rooms: tuple[Site, Site], tmp_path: Path
) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        {
            "填表说明": [["1. 请按月填写"], ["2. 签到数按家庭"]],
            "通讯录": [["姓名", "电话", "岗位"], ["赵晓", "13800000000", "管理员"]],
            "活动": [HEAD, ["2024-07-20", "太平书房", "亲子阅读", "共读", 5]],
        },
    )
    _, preview = import_files(path)
    assert [(s.sheet, s.kind, s.read) for s in preview.sheets] == [
        ("填表说明", "ignored", 0),
        ("通讯录", "ignored", 0),
        ("活动", "activities", 1),
    ]
    assert not preview.questions
    assert preview.sheets[0].note is not None
