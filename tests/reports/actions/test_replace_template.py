"""A network's own Word template: what is let in, what it changes."""

import io
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from shufang.people.models import User
from shufang.reports.actions.replace_template import replace_template, restore_template
from shufang.reports.models import Report
from shufang.reports.queries.templates import own_template, template
from tests.cast import ClientAs


@pytest.fixture(autouse=True)
def home_of_its_own(tmp_path: Path, settings: object) -> None:
    settings.SHUFANG_HOME = tmp_path  # type: ignore[attr-defined]
    (tmp_path / "charts").mkdir()
    (tmp_path / "reports").mkdir()


def changed(old: bytes = b"", new: bytes = b"", **more: bytes) -> SimpleUploadedFile:
    """The shipped template with something in it replaced, or a part added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(template("gongwen"))) as source,
        zipfile.ZipFile(out, "w") as to,
    ):
        for name in source.namelist():
            content = source.read(name)
            to.writestr(name, content.replace(old, new) if name == "word/document.xml" else content)
        for name, content in more.items():
            to.writestr(name.replace("__", "/"), content)
    return SimpleUploadedFile("own.docx", out.getvalue())


def test_reports_are_filled_into_the_networks_own_template(
    draft: Report, operator: User, client_as: ClientAs
) -> None:
    replace_template(
        actor=operator, style="gongwen", upload=changed(b"{{ author }}", b"OWN {{ author }}")
    )
    answer = client_as(operator).get(reverse("reports:file", args=[draft.pk, "docx"]))
    texts = [p.text for p in Document(io.BytesIO(answer.content)).paragraphs]
    assert any(text.startswith("OWN ") for text in texts)
    restore_template(actor=operator, style="gongwen")
    assert own_template("gongwen") is None


@pytest.mark.parametrize(
    ("upload", "reason"),
    [
        (SimpleUploadedFile("x.docx", b"MZ not word"), "不是能用的 Word 模板"),
        (changed(b"{{ author }}", b"{{ ''.__class__ }}"), "不认得的占位符"),
        (changed(b"{{ author }}", b"{% include 'x' %}"), "不认得的占位符"),
        (changed(b"{{ author }}", b"{{ 7*7 }}"), "不认得的占位符"),
        (changed(**{"word__footnotes.xml": b"<a>{{ title }}</a>"}), "不认得的占位符"),
        (changed(**{"word__vbaProject.bin": b"x"}), "宏"),
    ],
    ids=["program", "attribute", "include", "sum", "footnotes", "macros"],
)
def test_what_is_no_plain_template_is_refused(
    db: None, operator: User, upload: SimpleUploadedFile, reason: str
) -> None:
    upload.seek(0)
    with pytest.raises(ValidationError, match=reason):
        replace_template(actor=operator, style="gongwen", upload=upload)
    assert not (Path(settings.SHUFANG_HOME) / "templates").exists()


def test_only_those_who_write_reports_change_templates(
    operator: User, auditor: User, client_as: ClientAs
) -> None:
    url = reverse("reports:template_replace", args=["gongwen"])
    assert client_as(auditor).post(url).status_code == 403
    page = client_as(operator).post(url, {"gongwen-file": SimpleUploadedFile("x.docx", b"x")})
    assert "不是能用的 Word 模板" in page.content.decode()
    shipped = client_as(operator).get(reverse("reports:template_file", args=["huace"]))
    assert shipped.content == template("huace")
