"""The ledger's pages: who reads, who writes, what is refused, what they cost."""

import io
from datetime import date, time
from urllib.parse import quote

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shufang.activities.choices import Stage
from shufang.activities.models import Activity
from shufang.people.models import User
from shufang.places.models import Site
from shufang.shared.clock import moment
from shufang.shared.models import LogEntry
from tests.activities.stating import DAY, typed
from tests.cast import ClientAs
from tests.factories import make_activity, make_report, state_count
from tests.factories.came import registered
from tests.factories.planned import plan_ahead

LIST = "/desk/activities/"
READERS = ["library", "operator", "site_staff", "assessor", "auditor"]
WRITERS = {"operator", "site_staff"}


@pytest.fixture
def activity(tea_room: Site) -> Activity:
    activity = make_activity(tea_room, DAY, title="绘本《团圆》")
    state_count(activity, sign_ins=12, attendees=30)
    return activity


@pytest.mark.parametrize("who", READERS)
def test_everybody_who_works_in_the_network_reads(
    who: str, request: pytest.FixtureRequest, client_as: ClientAs, activity: Activity
) -> None:
    client = client_as(request.getfixturevalue(who))
    assert "绘本《团圆》" in client.get(LIST).content.decode()
    page = client.get(f"{LIST}{activity.pk}/").content.decode()
    assert ("/correct/" in page) == (who in WRITERS)


def test_outsiders_read_nothing(client_as: ClientAs, outsider: User, activity: Activity) -> None:
    for address in (LIST, f"{LIST}{activity.pk}/", f"{LIST}export.csv", f"{LIST}add/"):
        assert client_as(outsider).get(address).status_code == 403
        assert client_as().get(address).status_code == 302


def test_staff_add_an_activity_at_their_room_only(
    client_as: ClientAs, site_staff: User, tea_room: Site, taiping: Site
) -> None:
    client = client_as(site_staff)
    answer = client.post(f"{LIST}add/", typed(taiping))
    assert (answer.status_code, Activity.objects.count()) == (200, 0)
    answer = client.post(f"{LIST}add/", typed(tea_room, attendees="", adults=10, children=20))
    activity = Activity.objects.get()
    assert answer.headers["Location"] == f"{LIST}{activity.pk}/"
    assert (activity.stated.attendees, activity.national_type) == (30, "other")


@pytest.mark.parametrize("who", ["library", "assessor", "auditor", "other_site_staff", "outsider"])
def test_others_change_nothing(
    who: str, request: pytest.FixtureRequest, client_as: ClientAs, activity: Activity
) -> None:
    client = client_as(request.getfixturevalue(who))
    corrected = {**typed(activity.site), "reason": "想改"}
    for page in ("correct/", "cancel/", "restore/", "media/"):
        answer = client.post(f"{LIST}{activity.pk}/{page}", {**corrected, "outlet": "日报"})
        assert answer.status_code == 403, page
    activity.refresh_from_db()
    assert (activity.title, activity.state) == ("绘本《团圆》", "held")
    assert not LogEntry.objects.exists()


def test_a_correction_asks_for_a_reason_and_shows_before_and_after(
    client_as: ClientAs, site_staff: User, activity: Activity
) -> None:
    client, address = client_as(site_staff), f"{LIST}{activity.pk}/correct/"
    shown = client.get(address).content.decode()
    assert 'value="绘本《团圆》"' in shown
    told = typed(activity.site, title="绘本《团圆》", starts="", sign_ins=13)
    answer = client.post(address, told)
    assert answer.status_code == 200
    assert "更正原因" in answer.content.decode()
    answer = client.post(address, {**told, "reason": "漏登一户"}, follow=True)
    page = answer.content.decode()
    assert "漏登一户" in page
    assert "已更正" in page
    activity.stated.refresh_from_db()
    assert activity.stated.sign_ins == 13


def test_a_refusal_stands_at_its_field(
    client_as: ClientAs, operator: User, activity: Activity
) -> None:
    answer = client_as(operator).post(
        f"{LIST}add/", typed(activity.site, title="绘本 《团圆》", starts="")
    )
    assert "已有同名活动" in answer.content.decode()
    assert "title" in answer.context["form"].errors
    assert Activity.objects.count() == 1


def test_cancel_and_restore(client_as: ClientAs, operator: User, activity: Activity) -> None:
    client, address = client_as(operator), f"{LIST}{activity.pk}/"
    page = client.post(f"{address}cancel/", {"reason": ""}, follow=True).content.decode()
    assert "请写明原因" in page
    page = client.post(f"{address}cancel/", {"reason": "台风"}, follow=True).content.decode()
    assert "不计入任何数字" in page
    page = client.post(f"{address}restore/", {"reason": "记错"}, follow=True).content.decode()
    assert "已恢复" in page
    long = client.post(f"{address}cancel/", {"reason": "长" * 501}, follow=True)
    activity.refresh_from_db()
    assert (activity.state, long.status_code) == ("held", 200)


def test_changes_go_by_post_only(client_as: ClientAs, operator: User, activity: Activity) -> None:
    for page in ("cancel/", "restore/", "media/"):
        assert client_as(operator).get(f"{LIST}{activity.pk}/{page}").status_code == 405
    assert client_as(operator).get(f"{LIST}99999/").status_code == 404


def test_the_list_costs_the_same_for_one_row_and_three(
    client_as: ClientAs, operator: User, activity: Activity, taiping: Site
) -> None:
    client = client_as(operator)
    client.get(LIST)  # the first visit moves the session on
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    for number in range(2):
        state_count(make_activity(taiping, date(2025, 4, 1 + number)), sign_ins=3)
    make_report(activity)
    with CaptureQueriesContext(connection) as three:
        client.get(LIST)
    assert len(three) == len(one) <= 10


def test_the_exports_hold_what_the_page_was_asked_for(
    client_as: ClientAs, assessor: User, activity: Activity, taiping: Site
) -> None:
    make_activity(taiping, DAY, title="=1+1")
    client = client_as(assessor)
    answer = client.get(f"{LIST}export.xlsx?q={quote('团圆')}")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.getvalue())).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[4] for row in rows] == ["活动名称", "绘本《团圆》"]
    assert rows[1][7:11] == (12, None, None, 30)
    text = client.get(f"{LIST}export.csv").getvalue().decode("utf-8-sig")
    assert "'=1+1" in text
    assert client.get(f"{LIST}export.pdf").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "site=abc", "site=99999999999999999999999", "run=99999999999999999999", "category=-1",
        "first=2025-13-45", "last=x", "gap=zz", "state=zz", "page=999", "page=zz", "q=%00", "q=%E4",
    ],
)  # fmt: skip
def test_nonsense_in_the_address_is_left_out(
    client_as: ClientAs, auditor: User, activity: Activity, query: str
) -> None:
    for address in (LIST, f"{LIST}export.csv", f"{LIST}media/", f"{LIST}media/export.csv"):
        answer = client_as(auditor).get(f"{address}?{query}")
        assert (answer.status_code, bool(answer.getvalue())) == (200, True)


def test_nothing_yet_says_what_to_do(client_as: ClientAs, operator: User) -> None:
    assert "还没有活动" in client_as(operator).get(LIST).content.decode()
    assert "还没有报道" in client_as(operator).get(f"{LIST}media/").content.decode()
    filtered = client_as(operator).get(f"{LIST}?q=zzz").content.decode()
    assert "没有符合条件的活动" in filtered


def test_english_pages_name_categories_in_english(
    client_as: ClientAs, operator: User, activity: Activity
) -> None:
    client = client_as(operator, language="en")
    for address in (LIST, f"{LIST}{activity.pk}/", f"{LIST}{activity.pk}/correct/"):
        page = client.get(address).content.decode()
        assert "Family reading" in page, address
        assert "亲子阅读" not in page, address


def test_nobody_is_registered_on_behalf_for_what_is_over(
    client_as: ClientAs, operator: User, tea_room: Site
) -> None:
    over, ahead = plan_ahead(tea_room), plan_ahead(tea_room, title="下一场")
    for each in (over, ahead):
        registered(each, Stage.CONFIRMED)
    Activity.objects.filter(pk=over.pk).update(
        day=date(2025, 3, 8), starts_at=moment(date(2025, 3, 8), time(10)), ends_at=None
    )
    client = client_as(operator)
    for address in ("/desk/activities/{}/", "/desk/registrations/{}/"):
        assert "代为报名" in client.get(address.format(ahead.pk)).content.decode()
        assert "代为报名" not in client.get(address.format(over.pk)).content.decode()
