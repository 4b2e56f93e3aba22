"""The PDF: bookmarks, page numbers, repeated headers."""

from io import BytesIO

import pypdf

from shufang.reports.rendering import Format
from shufang.reports.rendering.numbering import numbered
from shufang.reports.rendering.typst_pdf import pages
from tests.reports.rendering.sample import sample


def _reader(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(BytesIO(content))


def test_it_says_what_it_is(chinese: dict[Format, bytes]) -> None:
    metadata = _reader(chinese["pdf"]).metadata
    assert metadata
    assert metadata.title == sample(rows=1).title
    assert metadata.author == "禾城书房"


def test_it_is_tagged_for_screen_readers(chinese: dict[Format, bytes]) -> None:
    assert "/StructTreeRoot" in _reader(chinese["pdf"]).trailer["/Root"]  # type: ignore[operator]


def test_headings_stand_on_the_pages_the_contents_name(chinese: dict[Format, bytes]) -> None:
    reader = _reader(chinese["pdf"])
    document = sample(rows=120)
    known = pages(numbered(document))
    for entry in numbered(document).contents:
        text = reader.pages[known[entry.anchor] + 1].extract_text()  # behind cover and contents
        assert entry.title.replace(" ", "") in text.replace(" ", "")


def test_a_long_table_repeats_its_header(chinese: dict[Format, bytes]) -> None:
    texts = [page.extract_text() for page in _reader(chinese["pdf"]).pages]
    with_rows = [text for text in texts if "活动名称" in text]
    assert len(with_rows) >= 5


def test_page_numbers_stand_between_dashes(chinese: dict[Format, bytes]) -> None:
    pages_ = _reader(chinese["pdf"]).pages
    assert "— 1 —" in pages_[2].extract_text()
    assert "—" not in pages_[0].extract_text()
