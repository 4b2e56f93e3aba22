"""`shufang report annual` over the published year: table 1 read back cell by cell."""

import io
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from docx import Document
from pypdf import PdfReader

from tests.factories.published_year import LEDGERS, TABLE_ONE

DAYS = ["--from", "2024-07-12", "--to", "2025-07-11", "--cutoff", "2025-05-31"]


@pytest.fixture
def sample_year(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import", *map(str, sorted(LEDGERS.glob("*.xlsx"))), "--json")
    capsys.readouterr()


def written(file_format: str, folder: Path, *more: str) -> bytes:
    out = folder / f"r.{file_format}"
    call_command("report", "annual", *DAYS, "--format", file_format, "--out", str(out), *more)
    return out.read_bytes()


class Tables(HTMLParser):
    """The cells of every table of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self.tables[-1].append([])
        elif tag in {"td", "th"}:
            self.tables[-1][-1].append("")
            self.open = True

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"}:
            self.open = False

    def handle_data(self, data: str) -> None:
        if self.open:
            self.tables[-1][-1][-1] += data.strip()


def test_table_one_in_every_format_is_the_published_one(sample_year: None, tmp_path: Path) -> None:
    word = Document(io.BytesIO(written("docx", tmp_path)))
    rows = [[cell.text.strip() for cell in row.cells] for row in word_table(word).rows]
    assert rows[1:] == TABLE_ONE

    page = Tables()
    page.feed(written("html", tmp_path).decode())
    table = next(t for t in page.tables if t[0][:3] == ["序号", "分类", "数量（场）"])
    assert table[1:] == TABLE_ONE

    pages = PdfReader(io.BytesIO(written("pdf", tmp_path))).pages
    text = "\n".join(page.extract_text() for page in pages)
    for row in TABLE_ONE:
        cells = [cell for cell in row if cell]
        assert re.search(r"\s+".join(map(re.escape, cells)), text), row


def word_table(word: Any) -> Any:
    """Table 1, by its headings."""
    headings = ["分类", "数量（场）"]
    return next(t for t in word.tables if [c.text for c in t.rows[0].cells][1:3] == headings)


def test_a_re_run_gives_the_same_bytes(sample_year: None, tmp_path: Path) -> None:
    for file_format in ("docx", "pdf", "html"):
        assert written(file_format, tmp_path) == written(file_format, tmp_path), file_format


def test_english_and_the_other_style(sample_year: None, tmp_path: Path) -> None:
    html = written("html", tmp_path, "--lang", "en", "--style", "huace").decode()
    assert "Table 1" in html
    assert "Family reading" in html


def test_wrong_dates_and_an_unwritable_place_are_said_plainly(db: None, tmp_path: Path) -> None:
    wrong = ["--from", "2025-07-11", "--to", "2024-07-12", "--format", "pdf", "--out", "x.pdf"]
    with pytest.raises(CommandError, match="日期不对"):
        call_command("report", "annual", *wrong)
    nowhere = str(tmp_path / "no" / "r.html")
    with pytest.raises(CommandError, match="写不了"):
        call_command("report", "annual", *DAYS, "--format", "html", "--out", nowhere)
