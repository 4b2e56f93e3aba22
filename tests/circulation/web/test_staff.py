"""The counts' pages: who reads, who writes, what is refused, what they cost."""

import io
from datetime import date

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shufang.circulation.choices import Counted
from shufang.circulation.models import PeriodCount
from shufang.people.models import User
from shufang.places.models import Site
from shufang.shared.models import LogEntry
from tests.cast import ClientAs
from tests.factories import make_count

LIST = "/desk/circulation/"
MARCH = date(2025, 3, 1)


@pytest.fixture
def count(tea_room: Site) -> PeriodCount:
    return make_count(Counted.LOANS, tea_room, MARCH, 120, method="gate")


def typed(site: Site, **changes: object) -> dict[str, object]:
    return {
        "counted": "loans", "site": site.pk, "span": "month", "day": "2025-04-01",
        "value": 77, "method": "manual", **changes,
    }  # fmt: skip


@pytest.mark.parametrize("who", ["library", "operator", "site_staff", "assessor", "auditor"])
def test_everybody_who_works_in_the_network_reads(
    who: str, request: pytest.FixtureRequest, client_as: ClientAs, count: PeriodCount
) -> None:
    client = client_as(request.getfixturevalue(who))
    assert "120" in client.get(LIST).content.decode()
    rows = client.get(f"{LIST}loans/{count.site_id}/2025-03/").content.decode()
    assert "门禁" in rows
    page = client.get(f"{LIST}{count.pk}/").content.decode()
    assert ("删除这条计数" in page) == (who in {"operator", "site_staff"})


def test_outsiders_read_nothing(client_as: ClientAs, outsider: User, count: PeriodCount) -> None:
    for address in (LIST, f"{LIST}{count.pk}/", f"{LIST}export.csv"):
        assert client_as(outsider).get(address).status_code == 403
        assert client_as().get(address).status_code == 302


def test_staff_add_counts_at_their_room_only(
    client_as: ClientAs, site_staff: User, tea_room: Site, taiping: Site
) -> None:
    client = client_as(site_staff)
    assert client.post(f"{LIST}add/", typed(taiping)).status_code == 200
    assert not PeriodCount.objects.exists()
    answer = client.post(f"{LIST}add/", typed(tea_room))
    assert answer.headers["Location"] == f"{LIST}loans/{tea_room.pk}/2025-04/"
    again = client.post(f"{LIST}add/", typed(tea_room))
    assert "day" in again.context["form"].errors
    assert PeriodCount.objects.get().method == "manual"


@pytest.mark.parametrize("who", ["library", "assessor", "auditor", "other_site_staff", "outsider"])
def test_others_change_nothing(
    who: str, request: pytest.FixtureRequest, client_as: ClientAs, count: PeriodCount
) -> None:
    client = client_as(request.getfixturevalue(who))
    for address in (f"{LIST}{count.pk}/", f"{LIST}{count.pk}/remove/"):
        answer = client.post(address, {"value": 1, "method": "", "reason": "想改"})
        assert answer.status_code == 403
    count.refresh_from_db()
    assert count.value == 120
    assert not LogEntry.objects.exists()


def test_a_correction_and_a_removal_say_why(
    client_as: ClientAs, site_staff: User, count: PeriodCount
) -> None:
    client, address = client_as(site_staff), f"{LIST}{count.pk}/"
    assert client.post(address, {"value": 9, "method": "gate"}).status_code == 200
    told = {"value": 9, "method": "gate", "reason": "漏了一周"}
    page = client.post(address, told, follow=True).content.decode()
    assert "漏了一周" in page
    page = client.post(f"{address}remove/", {"reason": ""}, follow=True).content.decode()
    assert "请写明原因" in page
    answer = client.post(f"{address}remove/", {"reason": "记错"}, follow=True)
    assert "已删除这条计数" in answer.content.decode()
    assert not PeriodCount.objects.exists()


def test_the_grid_costs_the_same_for_one_row_and_three(
    client_as: ClientAs, auditor: User, count: PeriodCount, taiping: Site
) -> None:
    client = client_as(auditor)
    client.get(LIST)  # the first visit moves the session on
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    make_count(Counted.LOANS, taiping, MARCH, 3)
    make_count(Counted.LOANS, taiping, date(2025, 4, 1), 4)
    with CaptureQueriesContext(connection) as three:
        page = client.get(LIST).content.decode()
    assert "127" in page
    assert len(three) == len(one) <= 7


def test_the_exports_hold_the_grid_and_the_rows(
    client_as: ClientAs, assessor: User, count: PeriodCount
) -> None:
    client = client_as(assessor)
    answer = client.get(f"{LIST}export.xlsx?counted=loans")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.getvalue())).active
    assert sheet is not None
    assert list(sheet.iter_rows(values_only=True)) == [
        ("书房", "2025-03", "合计"),
        ("茶园小学智慧书房", 120, 120),
        ("合计", 120, 120),
    ]
    rows = client.get(f"{LIST}loans/{count.site_id}/2025-03/export.csv")
    assert "2025-03,120,,门禁," in rows.getvalue().decode("utf-8-sig")
    assert client.get(f"{LIST}export.pdf").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "counted=zz", "first=9999-12", "last=9999-12", "first=0001-01&last=0001-01", "first=zz",
        "first=2030-01&last=2020-01", "last=2020-01", "first=2025-03-09&last=2025-03-01",
    ],
)  # fmt: skip
def test_months_without_rows_fall_back_to_those_with(
    client_as: ClientAs, auditor: User, count: PeriodCount, query: str
) -> None:
    page = client_as(auditor).get(f"{LIST}?{query}")
    assert page.status_code == 200
    assert "120" in page.content.decode()


@pytest.mark.parametrize(
    "cell",
    ["zz/1/2025-03", "loans/99999/2025-03", "loans/{site}/2025-13", "loans/{site}/9999-12",
     "loans/{site}/zz", "loans/99999999999999999999999/2025-03"],
)  # fmt: skip
def test_cells_that_do_not_exist_are_not_found(
    client_as: ClientAs, auditor: User, count: PeriodCount, cell: str
) -> None:
    address = f"{LIST}{cell.format(site=count.site_id)}/"
    assert client_as(auditor).get(address).status_code == 404
    assert client_as(auditor).get(f"{address}export.csv").status_code == 404


def test_nothing_yet_says_what_to_do(client_as: ClientAs, operator: User) -> None:
    assert "还没有这一项的计数" in client_as(operator).get(LIST).content.decode()
    english = client_as(operator, language="en").get(LIST).content.decode()
    assert "还没有" not in english
