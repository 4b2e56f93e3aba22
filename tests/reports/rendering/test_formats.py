"""What holds in Word, PDF and web page alike."""

from io import BytesIO
from pathlib import Path

import docx
import pypdf
import pytest
from lxml import html as lxml_html

from shufang.reports.document import Document, Language, Paragraph, Picture, Style
from shufang.reports.rendering import Format, render
from tests.factories.published_year import TABLE_ONE
from tests.reports.rendering.sample import HOSTILE, execution_table, sample

FORMATS: tuple[Format, ...] = ("docx", "pdf", "html")
PUBLISHED = [["序号", "分类", "数量（场）", "签到数", "媒体报道"], *TABLE_ONE]


def _pdf_text(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages)


def _word_text(content: bytes) -> str:
    return "\n".join(p.text for p in docx.Document(BytesIO(content)).paragraphs)


@pytest.mark.parametrize("style", ["gongwen", "huace"])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("form", FORMATS)
def test_the_same_document_gives_the_same_bytes(
    form: Format, language: Language, style: Style, photos: tuple[Path, ...]
) -> None:
    document = sample(language=language, style=style, pictures=photos, rows=5)
    assert render(document, form) == render(document, form)


def test_table_one_reads_back_from_word(chinese: dict[Format, bytes]) -> None:
    tables = docx.Document(BytesIO(chinese["docx"])).tables
    found = [[[c.text for c in row.cells] for row in table.rows] for table in tables]
    assert PUBLISHED in found


def test_table_one_reads_back_from_html(chinese: dict[Format, bytes]) -> None:
    page = lxml_html.fromstring(chinese["html"].decode())
    table = next(
        t for t in page.iter("table") if t.findtext("caption") == "表一 项目执行数据一览表"
    )
    rows = [[cell.text_content() for cell in row.iter("td", "th")] for row in table.iter("tr")]
    assert rows == PUBLISHED


def test_table_one_reads_back_from_pdf(chinese: dict[Format, bytes]) -> None:
    lines = _pdf_text(chinese["pdf"]).split("\n")
    start = lines.index("表一 项目执行数据一览表")
    expected = [" ".join(cell for cell in row if cell) for row in PUBLISHED]
    assert [line.strip() for line in lines[start + 1 : start + 9]] == expected


def test_a_users_text_is_never_read_as_markup(chinese: dict[Format, bytes]) -> None:
    plain = HOSTILE.replace("\x07", "")
    assert plain in _word_text(chinese["docx"])
    squeezed = "".join(_pdf_text(chinese["pdf"]).split())
    assert "".join(plain.split()) in squeezed
    page = lxml_html.fromstring(chinese["html"].decode())
    assert plain in page.text_content()
    assert not list(page.iter("script"))
    assert "root:" not in squeezed


@pytest.mark.parametrize("form", FORMATS)
def test_hostile_text_in_every_field_prints(form: Format) -> None:
    bad = HOSTILE + ']]> &amp; \ud800 {{ body }} {%p if 1 %} #import "x"'
    document = Document(
        title=bad,
        subtitle=bad,
        author=bad,
        facts=((bad, bad),),
        body=(execution_table(zh=True), Paragraph.of(bad), Picture(bad, "/etc/passwd", alt=bad)),
    )
    assert render(document, form)


def test_rare_characters_are_drawn(chinese: dict[Format, bytes]) -> None:
    assert "𠮷" in _pdf_text(chinese["pdf"])
    assert "𠮷" in _word_text(chinese["docx"])


@pytest.mark.parametrize("form", FORMATS)
def test_photos_lose_what_the_camera_wrote(form: Format, photos: tuple[Path, ...]) -> None:
    assert b"SECRET-PLACE" in photos[0].read_bytes()
    made = render(sample(pictures=photos, rows=2), form)
    assert b"SECRET-PLACE" not in made
    assert len(made) > len(render(sample(rows=2), form)) - 2000


@pytest.mark.parametrize("form", FORMATS)
def test_a_missing_photo_does_not_stop_the_report(form: Format) -> None:
    made = render(Document("题", (Picture("皮影", "/nowhere.jpg"),)), form)
    text = (
        _word_text(made) if form == "docx" else _pdf_text(made) if form == "pdf" else made.decode()
    )
    assert "图片文件已不在" in text
    assert "图一 皮影" in text
