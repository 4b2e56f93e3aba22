"""The Word file: real headings, a filled table of contents, faces on every style."""

import re
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from shufang.reports.document import Document, Heading, Items, Paragraph, Style
from shufang.reports.rendering import Format, render
from shufang.reports.rendering.numbering import numbered
from shufang.reports.rendering.typst_pdf import pages
from shufang.reports.rendering.word_looks import LOOKS
from shufang.reports.rendering.word_templates import template
from tests.reports.rendering.sample import sample


def _part(content: bytes, name: str) -> str:
    with ZipFile(BytesIO(content)) as archive:
        return archive.read(name).decode()


def test_headings_are_words_own(chinese: dict[Format, bytes]) -> None:
    paragraphs = docx.Document(BytesIO(chinese["docx"])).paragraphs
    found = [(p.style.name, p.text) for p in paragraphs if p.style and "Heading" in p.style.name]
    assert ("Heading 1", "一、项目概况") in found
    assert ("Heading 2", "（一）背景与范围") in found
    assert ("Heading 1", "附件1 活动明细") in found


def test_contents_are_a_field_filled_with_titles_and_pages(chinese: dict[Format, bytes]) -> None:
    xml = _part(chinese["docx"], "word/document.xml")
    assert "TOC \\o" in xml
    document = sample(rows=120)
    known = pages(numbered(document))
    for entry in numbered(document).contents:
        mark = "_Toc" + entry.anchor.replace("-", "")
        assert f'w:name="{mark}"' in xml
        assert re.search(rf"PAGEREF {mark} .*?<w:t>{known[entry.anchor]}</w:t>", xml)


def test_nothing_asks_the_reader_to_update_fields(chinese: dict[Format, bytes]) -> None:
    assert "updateFields" not in _part(chinese["docx"], "word/settings.xml")
    assert "w:dirty" not in _part(chinese["docx"], "word/document.xml")


@pytest.mark.parametrize("style", ["gongwen", "huace"])
def test_every_style_names_its_chinese_face_and_language(style: Style) -> None:
    file = docx.Document(BytesIO(render(sample(style=style, rows=2), "docx")))
    for each in file.styles.element.findall(qn("w:style")):
        if each.get(qn("w:type")) != "paragraph":
            continue
        name = each.find(qn("w:name")).get(qn("w:val"))
        assert each.find(f".//{qn('w:rFonts')}").get(qn("w:eastAsia")), name
        assert each.find(f".//{qn('w:lang')}").get(qn("w:eastAsia")) == "zh-CN", name


def test_gongwen_has_the_measure_of_an_official_document(chinese: dict[Format, bytes]) -> None:
    file = docx.Document(BytesIO(chinese["docx"]))
    page = file.sections[-1]
    assert page.top_margin
    assert page.left_margin
    assert round(page.top_margin.mm) == 37
    assert round(page.left_margin.mm) == 28
    body = file.styles["Body Text"]
    assert body.font.size.pt == 16
    assert body.element.find(f".//{qn('w:rFonts')}").get(qn("w:eastAsia")) == "仿宋"
    assert file.styles["Title"].font.size.pt == 22
    assert "— " in _part(chinese["docx"], "word/footer1.xml")


def test_a_tables_header_repeats_and_numbers_stand_right(chinese: dict[Format, bytes]) -> None:
    table = docx.Document(BytesIO(chinese["docx"])).tables[2]
    assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
    assert table.cell(1, 2).paragraphs[0]._p.find(f".//{qn('w:jc')}").get(qn("w:val")) == "right"


def test_properties_name_the_report_and_the_network(chinese: dict[Format, bytes]) -> None:
    properties = docx.Document(BytesIO(chinese["docx"])).core_properties
    assert properties.title == sample(rows=1).title
    assert properties.author == "禾城书房"


def test_each_numbered_list_begins_at_one() -> None:
    lists = (Items.of("甲", ordered=True), Paragraph.of("文"), Items.of("乙", ordered=True))
    made = render(Document("题", lists), "docx")
    numbers = re.findall(r'<w:numId w:val="(\d+)"/>', _part(made, "word/document.xml"))
    assert len(set(numbers)) == 2


def test_a_networks_own_template_is_filled() -> None:
    own = docx.Document()
    own.add_paragraph("抬头 {{ title }}")
    own.add_paragraph("{{p body }}")
    out = BytesIO()
    own.save(out)
    document = Document("年报", (Heading(1, "概况"), Paragraph.of("{{ 7*7 }}")))
    made = docx.Document(BytesIO(render(document, "docx", template=out.getvalue())))
    assert [p.text for p in made.paragraphs] == ["抬头 年报", "一、概况", "{{ 7*7 }}"]


def test_the_shipped_templates_are_those_the_script_makes() -> None:
    from shufang.reports.rendering.docx import TEMPLATES

    for name, look in LOOKS.items():
        assert (TEMPLATES / f"{name}.docx").read_bytes() == template(look()), (
            "run python -m shufang.reports.rendering.word_templates"
        )
