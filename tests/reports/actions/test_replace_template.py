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


def field(code: bytes) -> bytes:
    run = b"<w:r><w:instrText>" + code + b"</w:instrText></w:r>"
    return b"<w:body><w:p>" + run + b"</w:p>"


def far(kind: bytes, target: bytes) -> bytes:
    schema = b"http://schemas.openxmlformats.org"
    return (
        b'<Relationships xmlns="' + schema + b'/package/2006/relationships"><Relationship Id="rId1"'
        b' TargetMode="External" Target="' + target + b'" Type="' + schema
        + b"/officeDocument/2006/relationships/" + kind + b'"/></Relationships>'
    )  # fmt: skip


def changed(old: bytes = b"", new: bytes = b"", **more: bytes) -> SimpleUploadedFile:
    """The shipped template with something in it replaced, or a part added."""
    out = io.BytesIO()
    parts = {name.replace("___", "/_", 1).replace("__", "/"): more[name] for name in more}
    with (
        zipfile.ZipFile(io.BytesIO(template("gongwen"))) as source,
        zipfile.ZipFile(out, "w") as to,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name not in parts:
                whole = content.replace(old, new) if name == "word/document.xml" else content
                to.writestr(name, whole)
        for name, content in parts.items():
            to.writestr(name, content)
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
        (changed(b"<w:body>", b'<w:body><w:p w:rsidR="{{ 7*7 }}"/>'), "不认得的占位符"),
        (changed(b"<w:body>", b"<w:body><!-- {% set x = 'a' * 9 %} -->"), "不认得的占位符"),
        (changed(b"<w:body>", field(b"DDEAUTO c:\\\\cmd.exe")), "会自己去取东西的域"),
        (changed(b"<w:body>", field(b"</w:instrText><w:instrText>INCLUDEPICTURE x")), "的域"),
        (
            changed(**{"word___rels__document.xml.rels": far(b"image", b"http://a.example/x")}),
            "别处",
        ),
        (changed(**{"word___rels__document.xml.rels": far(b"oleObject", b"file://x/y")}), "别处"),
        (changed(**{"word___rels__document.xml.rels": far(b"hyperlink", b"file://x/y")}), "别处"),
        (changed(**{"word__embeddings__a.bin": b"x"}), "宏"),
        (changed(**{"word__activeX__a.xml": b"<x/>"}), "宏"),
    ],
    ids=[
        *("program", "attribute", "include", "sum", "footnotes", "macros"),
        *("in an attribute", "in a comment", "dde", "include field"),
        *("far picture", "far object", "far link", "embedded", "activeX"),
    ],
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
