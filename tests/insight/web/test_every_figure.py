"""Every figure on every page opens to rows that add up to it; every table goes out whole."""

import csv
import io
import re
from urllib.parse import urlsplit

import openpyxl
import pytest

from shufang.insight.pictures import PICTURES
from shufang.insight.queries.tables import TABLES
from shufang.lake import registry
from shufang.people.models import User
from shufang.places.models import Site
from tests.cast import ClientAs
from tests.insight.links import Link, figures, links, number

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
PERIOD = "from=2024-07-12&to=2025-07-11&cutoff=2025-05-31"
PAGES = ("", "figures/months/", "figures/categories/", "figures/rooms/", "figures/loans/",
         "figures/hot-cold/")  # fmt: skip
COUNTED = {
    "sign_ins": "签到数",
    "attendees": "参与人次",
    "loans": "外借册次",
    "visits": "进馆人次",
    "new_cards": "新增读者证",
}

# What nobody can know from totals, and what only happens here.
NOT_IN_A_LEDGER = {
    "households_served",
    "first_time_households",
    "registrations",
    "show_up_rate",
    "fill_rate",
    "cancelled",
    "waiting",
    "pulse_answers",
    "satisfaction_rate",
}


def sum_of_rows(client_as: ClientAs, user: User, link: Link) -> float:
    """What the rows behind a link add up to, counted from their CSV by hand."""
    address = urlsplit(link.href)
    code = address.path.split("/")[-3]
    export = f"{address.path.removesuffix('/')}.csv?{address.query}"
    answer = client_as(user).get(export)
    assert answer.status_code == 200, export
    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    if code in COUNTED:
        return sum(float(row[COUNTED[code]]) for row in rows if row[COUNTED[code]])
    if code == "sign_ins_per_activity":
        known = [float(row["签到数"]) for row in rows if row["签到数"]]
        return sum(known) / len(known)
    if code == "loans_per_visit":
        both = [row for row in rows if row["计入"]]
        return sum(float(r["外借册次"]) for r in both) / sum(float(r["进馆人次"]) for r in both)
    assert code in {"activities_held", "media_reports"}, code
    return len(rows)


@pytest.mark.parametrize("path", PAGES)
def test_the_rows_behind_every_figure_add_up_to_it(
    client_as: ClientAs, assessor: User, path: str
) -> None:
    page = client_as(assessor).get(f"/desk/{path}?{PERIOD}").content.decode()
    found = figures(page)
    assert len(found) > 10
    for link in found[:: max(1, len(found) // 45)]:  # all of a short page, a spread of a long one
        shown = number(link.text)
        behind = sum_of_rows(client_as, assessor, link)
        assert behind == pytest.approx(shown, abs=0.051 if "." in link.text else 0), link


def test_the_key_figures_open_to_rows_that_add_up(client_as: ClientAs, assessor: User) -> None:
    page = client_as(assessor).get(f"/desk/?{PERIOD}").content.decode()
    large = [link for link in links(page) if "key-figure" in link.classes]
    assert len(large) == 8
    for link in large:
        shown = number(link.text)
        behind = sum_of_rows(client_as, assessor, link)
        assert behind == pytest.approx(shown, abs=0.0051 if "." in link.text else 0), link


@pytest.mark.parametrize("code", [measure.code for measure in registry.measures()])
def test_every_measure_by_every_dimension_adds_up_and_opens(
    client_as: ClientAs, auditor: User, code: str
) -> None:
    client, measure = client_as(auditor), registry.measure(code)
    for dimension in measure.dimensions:
        page = client.get(f"/desk/figures/{code}/by/{dimension}/?{PERIOD}")
        assert page.status_code == 200
        parts = figures(page.content.decode())
        if not parts:
            assert code in NOT_IN_A_LEDGER
            continue
        *cells, total = [number(link.text) for link in parts]
        if getattr(measure, "additive", False):
            assert sum(cells) == total, (code, dimension)
        for link in parts[:2]:
            assert client.get(link.href).status_code == 200, link


@pytest.mark.parametrize("path", PAGES)
def test_every_link_of_every_page_leads_somewhere(
    client_as: ClientAs, operator: User, path: str
) -> None:
    client = client_as(operator)
    page = client.get(f"/desk/{path}?{PERIOD}").content.decode()
    seen = set()
    for link in links(page):
        kind = re.sub(r"\d+", "0", link.href)
        if link.href.startswith(("/", "?")) and kind not in seen:
            seen.add(kind)
            address = link.href if link.href.startswith("/") else f"/desk/{path}{link.href}"
            answer = client.get(address)
            assert answer.status_code == 200, link
            assert answer.getvalue()


@pytest.mark.parametrize("name", list(PICTURES))
def test_every_bar_of_every_chart_opens_to_what_it_shows(
    client_as: ClientAs, auditor: User, name: str
) -> None:
    client = client_as(auditor)
    address = f"/desk/figures/chart/{name}/?{PERIOD}"
    drawn = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in drawn
    bars = [link for link in links(drawn) if link.href]
    assert len(bars) >= 6
    for link in bars[::7]:
        assert client.get(link.href.replace("&amp;", "&")).status_code == 200, link
    whole = client.get(address).content.decode()
    assert "<html" in whole
    assert str(PICTURES[name].title) in whole


@pytest.mark.parametrize("name", list(TABLES))
def test_every_table_goes_out_as_it_is_shown(
    client_as: ClientAs, assessor: User, name: str
) -> None:
    client, address = client_as(assessor), f"/desk/figures/table/{name}"
    answer = client.get(f"{address}.xlsx?{PERIOD}")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.getvalue())).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    lines = list(csv.reader(io.StringIO(
        client.get(f"{address}.csv?{PERIOD}").getvalue().decode("utf-8-sig")
    )))  # fmt: skip
    assert len(rows) == len(lines) > 2
    assert list(rows[0]) == lines[0]
    assert client.get(f"{address}.pdf").status_code == 404


def test_the_exported_table_1_is_the_one_on_the_page(client_as: ClientAs, library: User) -> None:
    answer = client_as(library).get(f"/desk/figures/table/table-1.xlsx?{PERIOD}")
    assert "2024-07-12" in answer.headers["Content-Disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(answer.getvalue())).active
    assert sheet is not None
    rows = {row[0]: row[1:] for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert rows["亲子阅读"][0] == 190
    assert rows["亲子阅读"][2] == 2461
    assert (rows["累计"][0], rows["累计"][2], rows["累计"][5]) == (286, 3955, 39)


def test_the_loans_page_ends_in_sums_that_agree(client_as: ClientAs, library: User) -> None:
    answer = client_as(library).get(f"/desk/figures/table/loans.xlsx?{PERIOD}")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.getvalue())).active
    assert sheet is not None
    _head, *rooms, total = sheet.iter_rows(values_only=True)
    assert len(rooms) == Site.objects.count() == 31
    for column in range(1, len(total) - 1):
        assert sum(int(str(row[column] or 0)) for row in rooms) == total[column]
    assert total[-2] == 99533


@pytest.mark.parametrize("path", [*PAGES, "figures/sign_ins/rows/", "figures/visits/by/method/"])
def test_english_pages_have_no_chinese_but_names(
    client_as: ClientAs, assessor: User, path: str
) -> None:
    page = client_as(assessor, language="en").get(f"/desk/{path}?{PERIOD}").content.decode()
    page = re.sub(r"<(script|style|svg).*?</\1>", "", page[page.index("<main") :], flags=re.S)
    text = re.sub(r"<[^>]+>", " ", page)
    rooms = {site.name for site in Site.objects.all()}
    for name in sorted(
        {*rooms, *(r.removesuffix("智慧书房") for r in rooms)}, key=len, reverse=True
    ):
        text = text.replace(name, "")
    left = set(re.findall(r"[一-鿿]+", text))
    titles = "rows/" in path
    towns = {t for t in left if t.endswith(("街道", "镇"))}
    assert titles or not left - towns, left - towns


def test_pages_cost_the_same_for_a_city_as_for_a_room(client_as: ClientAs, auditor: User) -> None:
    """31 rooms and 286 activities: no page asks the database once a row."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_as(auditor)
    for path in (*PAGES, "figures/sign_ins/rows/", "figures/sign_ins/by/site/"):
        client.get(f"/desk/{path}?{PERIOD}")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/desk/{path}?{PERIOD}")
        assert len(queries) <= 40, path
