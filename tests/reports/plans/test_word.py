"""The printed plan: real styles, East Asian faces, tables with what was planned."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse
from django.utils import translation

from shufang.activities.actions.planning.approve import approve_plan, submit_plan
from shufang.activities.models import Activity
from shufang.people.models import User
from shufang.places.models import Site
from shufang.reports.plans.content import printed_plan
from shufang.reports.plans.word import plan_docx
from tests.cast import ClientAs
from tests.factories.drafts import plan


@pytest.fixture
def activity(operator: User, library: User, tea_room: Site) -> Activity:
    made = plan(
        operator,
        tea_room,
        title="皮影戏<&>",
        plan={
            "objectives": "认识皮影",
            "flow": [{"time": "10:00", "step": "开场", "content": "讲故事"}],
            "budget": [
                {"item": "人偶", "unit_price": 1250, "quantity": 20, "source": "运营经费"},
                {"item": "灯", "unit_price": 3000, "quantity": None},
            ],
            "materials": [{"name": "幕布", "quantity": "1 块", "ready": True}],
        },
        rules={"way": "first", "places": 15, "waiting_places": 10},
    )
    submit_plan(actor=operator, activity=made)
    approve_plan(actor=library, activity=made, text="很好")
    return made


def parts(content: bytes) -> dict[str, str]:
    with ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def words(content: bytes) -> str:
    return "\n".join(re.findall(r"<w:t [^>]*>([^<]*)", parts(content)["word/document.xml"]))


def test_a_long_name_stands_in_even_lines_above_the_kind_of_paper(
    operator: User, tea_room: Site
) -> None:
    """No last word of the title in a line of its own."""
    name = "跟着老照片、旧地图和爷爷奶奶的口述，重新走一遍我们家门口的街巷与河流"
    written = plan_docx(printed_plan(plan(operator, tea_room, title=name)))
    assert f"{name}策划方案" not in words(written)
    assert words(written).startswith(f"{name}\n策划方案")
    title = parts(written)["word/document.xml"].split("</w:p>")[0]
    sides = [int(side) for side in re.findall(r'w:(?:left|right)="(\d+)"', title)]
    assert len(sides) == 2
    assert min(sides) > 500  # 34 characters in two lines leave more than a character on each side


def test_everything_planned_stands_in_it_and_the_budget_adds_up(activity: Activity) -> None:
    said = words(plan_docx(printed_plan(activity)))
    for expected in (
        "皮影戏&lt;&amp;&gt;策划方案", "一、目标", "二、流程", "讲故事", "12.50", "250.00",
        "280.00", "幕布", "15 组（一家一组），先到先得，候补 10", "批准", "很好", "王馆长", "签字",
    ):  # fmt: skip
        assert expected in said, expected
    assert "书目" not in said  # nothing was planned there


def test_word_reads_it_with_styles_faces_and_repeating_heads(activity: Activity) -> None:
    from docx import Document

    content = plan_docx(printed_plan(activity))
    read = Document(BytesIO(content))
    assert read.paragraphs[0].style is not None
    assert read.paragraphs[0].style.name == "Title"
    assert {p.style.name for p in read.paragraphs if p.style} >= {"Heading 1", "Body Text"}
    assert len(read.tables) == 5
    inside = parts(content)
    assert inside["word/document.xml"].count("<w:tblHeader/>") == 4
    assert 'w:eastAsia="仿宋"' in inside["word/styles.xml"]
    assert content == plan_docx(printed_plan(activity))


def test_english_names_on_english_pages(activity: Activity) -> None:
    with translation.override("en"):
        said = words(plan_docx(printed_plan(activity)))
    assert "1. Objectives" in said
    assert "Unit price (yuan)" in said
    assert "流程" not in said


def test_all_staff_take_it_away_and_nobody_else(
    client_as: ClientAs, activity: Activity, assessor: User, outsider: User
) -> None:
    url = reverse("reports:activity_plan", args=[activity.pk])
    answer = client_as(assessor).get(url)
    assert answer.status_code == 200
    assert answer.content[:2] == b"PK"
    assert client_as(outsider).get(url).status_code == 403
    page = client_as(assessor).get(reverse("planning:plan", args=[activity.pk]))
    assert url in page.content.decode()
