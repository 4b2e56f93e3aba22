"""Hostile texts that are in the database already: pages show them as text, tables as text."""

import csv
import io
import re
import zipfile
from pathlib import Path

import pytest
from django.urls import reverse

from shufang.people.models import User
from shufang.places.models import Site
from shufang.reports.actions.write_report import write_texts
from shufang.reports.chapters import CHAPTERS
from shufang.shared.models import log
from tests.cast import browser
from tests.house.forms import given_back
from tests.house.hostile import poison
from tests.house.objects import Things, sample
from tests.house.payloads import MARK, MARKUP
from tests.house.routes import Route, routes

pytestmark = pytest.mark.django_db
ROUTES = list(routes())
SPREADSHEET = re.compile(r"^[\s\u200b-\u200f\ufeff\u2060\x00-\x1f]*[=+\-@＝＋－＠\t\r\n]")
NUMBER = re.compile(r"[-+]?[\d,. ]+%?")


@pytest.fixture
def things(tea_room: Site, superuser: User) -> Things:
    things = Things(tea_room)
    for route in ROUTES:
        sample(route, things)
    texts = {b.code: "\n".join(MARKUP) for chapter in CHAPTERS for b in chapter.texts}
    write_texts(actor=superuser, report=things.report, texts=texts)
    for deed in ("activities.correct", "不知道的动作"):
        log(actor=superuser, deed=deed, subject=tea_room, detail={"name": ["甲", "乙"]})
    assert poison() > 50
    return things


def _url(route: Route, things: Things) -> str:
    return reverse(route.name, kwargs=sample(route, things))


def test_pages_show_them_as_text(things: Things, superuser: User) -> None:
    shown = 0
    for language in ("zh-hans", "en"):
        client = browser(superuser, language=language)
        for route in ROUTES:
            if "file_format" in route.kwargs:
                continue
            response = client.get(_url(route, things))
            assert response.status_code < 500, route.name
            page = b"".join(response).decode("utf-8", "replace")
            if "<html" in page:
                assert (given := given_back(page)) == [], f"{route.name}: {given}"
                shown += MARK in page
    assert shown > 25


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_tables_hold_no_formula(things: Things, superuser: User, form: str) -> None:
    client = browser(superuser)
    found = 0
    for route in ROUTES:
        if "table_form" not in route.path and not route.path.endswith(".xlsx"):
            continue
        kwargs = {**sample(route, things)}
        if "file_format" in kwargs:
            kwargs["file_format"] = form
        response = client.get(reverse(route.name, kwargs=kwargs))
        assert response.status_code == 200, route.name
        assert response["Content-Disposition"].startswith("attachment;"), route.name
        content = b"".join(response.streaming_content)  # type: ignore[attr-defined]
        if content[:2] == b"PK":
            assert _formulas(content) == [], route.name
        else:
            cells = [c for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for c in row]
            wrong = [c for c in cells if SPREADSHEET.match(c) and not NUMBER.fullmatch(c)]
            assert wrong == [], route.name
        found += 1
    assert found >= 10


def _formulas(workbook: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        return [
            name
            for name in parts.namelist()
            if "external" in name.lower()
            or re.search(rb"<f[ >]|<hyperlink[ >]|<dde", parts.read(name))
        ]


def test_reports_hold_no_code_and_no_link_but_to_the_web(
    things: Things, superuser: User, tmp_path: Path
) -> None:
    client = browser(superuser)
    page = client.get(reverse("reports:file", args=[things.report.pk, "html"]))
    assert given_back(page.content.decode()) == []
    assert MARK in page.content.decode()
    word = client.get(reverse("reports:file", args=[things.report.pk, "docx"]))
    with zipfile.ZipFile(io.BytesIO(word.content)) as parts:
        links = [
            target
            for name in parts.namelist()
            if name.endswith(".rels")
            for target in re.findall(
                rb'Target="([^"]+)"[^>]*TargetMode="External"', parts.read(name)
            )
        ]
    assert all(link.startswith((b"http://", b"https://")) for link in links)
    printed = client.get(reverse("reports:file", args=[things.report.pk, "pdf"]))
    assert not re.search(rb"/JavaScript|/JS[ (]|/Launch|/URI\s*\((?!https?:)", printed.content)
