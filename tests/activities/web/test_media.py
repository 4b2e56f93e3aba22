"""The register of media reports."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shufang.activities.models import Activity, MediaReport
from shufang.people.models import User
from shufang.places.models import Site
from tests.activities.stating import DAY
from tests.cast import ClientAs
from tests.factories import make_activity, make_report

LIST = "/desk/activities/media/"
TYPED = {"outlet": "禾城日报", "title": "书房里的周末", "level": "municipal", "day": str(DAY)}


@pytest.fixture
def activity(tea_room: Site) -> Activity:
    return make_activity(tea_room, DAY)


def test_staff_record_correct_and_remove_a_report(
    client_as: ClientAs, site_staff: User, activity: Activity
) -> None:
    client = client_as(site_staff)
    answer = client.post(f"/desk/activities/{activity.pk}/media/", TYPED)
    assert answer.headers["Location"] == f"/desk/activities/{activity.pk}/"
    report = MediaReport.objects.get()
    again = client.post(f"/desk/activities/{activity.pk}/media/", TYPED)
    assert "已经登记过" in again.content.decode()
    address = f"{LIST}{report.pk}/"
    assert "书房里的周末" in client.get(address).content.decode()
    assert client.post(address, {**TYPED, "title": "新标题"}).status_code == 200
    client.post(address, {**TYPED, "title": "新标题", "reason": "标题抄错"})
    report.refresh_from_db()
    assert report.title == "新标题"
    page = client.post(f"{address}remove/", {"reason": ""}, follow=True).content.decode()
    assert "请写明原因" in page
    client.post(f"{address}remove/", {"reason": "没有这篇"})
    assert not MediaReport.objects.exists()
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("who", ["library", "assessor", "auditor", "other_site_staff", "outsider"])
def test_others_change_no_report(
    who: str, request: pytest.FixtureRequest, client_as: ClientAs, activity: Activity
) -> None:
    report = make_report(activity)
    client = client_as(request.getfixturevalue(who))
    for address in (f"{LIST}{report.pk}/", f"{LIST}{report.pk}/remove/"):
        assert client.post(address, {**TYPED, "reason": "改"}).status_code == 403
    report.refresh_from_db()
    assert report.title == ""


def test_the_list_costs_the_same_for_one_row_and_three(
    client_as: ClientAs, auditor: User, activity: Activity, taiping: Site
) -> None:
    make_report(activity)
    client = client_as(auditor)
    client.get(LIST)  # the first visit moves the session on
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    for outlet in ("禾城晚报", "禾城之声"):
        make_report(make_activity(taiping, DAY), outlet=outlet)
    with CaptureQueriesContext(connection) as three:
        page = client.get(LIST).content.decode()
    assert "禾城之声" in page
    assert len(three) == len(one) <= 7


def test_the_export_holds_what_was_asked_for(
    client_as: ClientAs, library: User, activity: Activity
) -> None:
    make_report(activity)
    make_report(activity, outlet="禾城晚报")
    answer = client_as(library).get(f"{LIST}export.xlsx?q=晚报")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.getvalue())).active
    assert sheet is not None
    assert [row[1] for row in sheet.iter_rows(values_only=True)] == ["媒体", "禾城晚报"]
    assert client_as(library).get(f"{LIST}export.txt").status_code == 404


def test_a_link_that_is_no_web_address_is_refused(
    client_as: ClientAs, operator: User, activity: Activity
) -> None:
    answer = client_as(operator).post(
        f"/desk/activities/{activity.pk}/media/", {**TYPED, "link": "javascript:alert(1)"}
    )
    assert "link" in answer.context["form"].errors
    assert not MediaReport.objects.exists()
