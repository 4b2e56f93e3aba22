"""A table too wide for an upright page lies on its side, in Word and in PDF."""

import re
from dataclasses import replace
from io import BytesIO
from typing import Any

import docx
import pypdf
import pytest
from docx.oxml.ns import qn

from shufang.reports.document import Attachment, Column, Document, Paragraph, Style, Table
from shufang.reports.rendering import render
from shufang.reports.rendering.columns import sheet
from shufang.reports.rendering.numbering import numbered
from shufang.reports.rendering.sizes import MEASURE
from shufang.reports.rendering.typst_pdf import pages
from tests.reports.rendering.sample import sample

HEADINGS = (
    "No.", "Date", "Room", "Title", "Category", "Leader", "Registered", "Sign-ins", "Attendees",
    "Satisfied", "Media",
)  # fmt: skip
ROW = (
    "1", "2026-11-02", "湖滨智慧书房", "皮影戏《小羊过桥》", "Family reading", "陈老师",
    "11", "12", "27", "100%", "1",
)  # fmt: skip
LISTED = Table("", tuple(map(Column, HEADINGS)), (ROW,) * 30, numbered=False, wide=True)


def with_wide_annex(style: Style) -> Document:
    annexes = (
        Attachment("List", (LISTED,), key="list"),
        Attachment("Meaning", (Paragraph.of("In words."),), key="meaning"),
    )
    return replace(sample(style=style, rows=2), attachments=annexes)


def sections(content: bytes) -> list[Any]:
    return list(docx.Document(BytesIO(content)).element.iter(qn("w:sectPr")))


@pytest.mark.parametrize("style", ["gongwen", "huace"])
def test_no_heading_is_torn_or_touches_the_next(style: Style) -> None:
    printed = sheet(LISTED, style)
    assert sum(printed.widths) == pytest.approx(MEASURE[style].wide, abs=0.5)
    upright = sheet(replace(LISTED, wide=False), style)
    for at, heading in enumerate(HEADINGS):
        if heading in ("Registered", "Attendees", "Satisfied"):
            assert printed.widths[at] > upright.widths[at]


@pytest.mark.parametrize("style", ["gongwen", "huace"])
def test_in_word_only_its_section_is_turned_and_pages_are_counted_on(style: Style) -> None:
    found = sections(render(with_wide_annex(style), "docx"))
    turned = [each.find(qn("w:pgSz")).get(qn("w:orient")) == "landscape" for each in found]
    assert turned == [False, False, False, True, False]  # cover, contents, body, annexes
    sizes = {tuple(each.find(qn("w:pgSz")).get(qn(f"w:{side}")) for side in "wh") for each in found}
    assert sizes == {("11906", "16838"), ("16838", "11906")}
    begun = [
        number is not None and number.get(qn("w:start")) is not None
        for number in (each.find(qn("w:pgNumType")) for each in found)
    ]
    assert begun == [False, False, True, False, False]
    assert all(each.findall(qn("w:footerReference")) for each in found[2:])


@pytest.mark.parametrize("style", ["gongwen", "huace"])
def test_in_pdf_only_its_pages_are_turned_and_stand_where_the_contents_say(style: Style) -> None:
    document = with_wide_annex(style)
    made = pypdf.PdfReader(BytesIO(render(document, "pdf"))).pages
    turned = [page.mediabox.width > page.mediabox.height for page in made]
    texts = [re.sub(r"\s+", "", page.extract_text()) for page in made]
    for page, wide in zip(texts, turned, strict=True):
        assert wide == ("Registered" in page)
    assert not turned[-1]
    anchors = pages(numbered(document))
    last = numbered(document).attachments
    assert anchors[last[1].anchor] - anchors[last[0].anchor] == sum(turned)


def test_without_one_the_template_keeps_its_sections() -> None:
    found = sections(render(sample(style="gongwen", rows=2), "docx"))
    assert len(found) == 3
    assert found[-1].find(qn("w:pgNumType")).get(qn("w:start")) == "1"


def test_a_networks_template_without_a_section_gets_one() -> None:
    template = docx.Document()
    template.add_paragraph("{{p body }}")
    body = template.element.body
    body.remove(body.find(qn("w:sectPr")))
    saved = BytesIO()
    template.save(saved)
    found = sections(render(with_wide_annex("gongwen"), "docx", template=saved.getvalue()))
    papers = [each.find(qn("w:pgSz")).get(qn("w:w")) for each in found]
    assert papers == ["11906", "16838", "11906"]
