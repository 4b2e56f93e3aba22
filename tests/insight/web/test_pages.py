"""The dashboard's pages: who reads, empty installations, unknown addresses."""

import re
from datetime import date

import pytest

from shufang.activities.models import Category
from shufang.circulation.choices import Counted
from shufang.intake.models import ImportRun
from shufang.people.models import User
from shufang.places.models import Site
from shufang.shared.charts import HALF, WIDE
from tests.cast import ClientAs
from tests.factories import make_activity, make_count, make_report, state_count

PAGES = [
    "", "figures/months/", "figures/categories/", "figures/rooms/", "figures/loans/",
    "figures/hot-cold/", "figures/chart/map/", "figures/sign_ins/rows/", "figures/visits/by/site/",
]  # fmt: skip
MARCH = date(2025, 3, 8)


@pytest.mark.parametrize("who", ["library", "operator", "site_staff", "assessor", "auditor"])
def test_everybody_who_works_in_the_network_reads_an_empty_one(
    who: str, request: pytest.FixtureRequest, client_as: ClientAs
) -> None:
    user = request.getfixturevalue(who)
    for path in PAGES:
        for language in ("zh-hans", "en"):
            assert client_as(user, language=language).get(f"/desk/{path}").status_code == 200, path
    page = client_as(user).get("/desk/").content.decode()
    assert ("导入 Excel" in page) == (who in {"library", "operator"})


@pytest.mark.parametrize("path", [*PAGES, "figures/table/table-1.csv"])
def test_outsiders_read_nothing(client_as: ClientAs, outsider: User, path: str) -> None:
    assert client_as(outsider).get(f"/desk/{path}").status_code == 403
    assert client_as().get(f"/desk/{path}").status_code == 302


@pytest.mark.parametrize(
    "path",
    [
        "figures/zz/rows/", "figures/zz/rows.csv", "figures/zz/by/site/", "figures/sign_ins/by/zz/",
        "figures/sign_ins/by/method/", "figures/loans/by/category/", "figures/sign_ins/by/zz.csv",
        "figures/chart/zz/", "figures/table/zz.csv", "figures/table/table-1.pdf",
        "figures/sign_ins/rows.pdf", "figures/loans/99999/", "figures/loans/99999999999999999999/",
        "figures/sign_ins/rows/?site=99999", "figures/sign_ins/rows/?site=zz",
        "figures/sign_ins/rows/?site=99999999999999999999999", "figures/sign_ins/rows/?site=-1",
        "figures/sign_ins/rows/?category=0", "figures/sign_ins/rows/?source=zz",
        "figures/sign_ins/rows/?national_type=' or 1=1", "figures/sign_ins/rows/?month=2025-13-01",
        "figures/sign_ins/rows/?month=zz", "figures/sign_ins/rows/?year=zz",
        "figures/sign_ins/rows/?year=99999", "figures/sign_ins/rows/?year=0",
        "figures/sign_ins/rows/?method=gate", "figures/loans/rows/?category=1",
        "figures/visits/rows/?method=zz", "figures/loans_per_visit/rows/?source=staff",
        "figures/sign_ins/by/site/?town=99999", "figures/sign_ins/rows.csv?source=zz",
        "figures/sign_ins/rows/?site=" + "9" * 5000,
    ],
)  # fmt: skip
def test_codes_and_keys_nobody_has_are_not_found(
    client_as: ClientAs, assessor: User, path: str
) -> None:
    assert client_as(assessor).get(f"/desk/{path}").status_code == 404


@pytest.mark.parametrize("page", ["0", "-1", "zz", "999999", "99999999999999999999", "%00", "１"])
def test_a_page_beyond_the_end_is_the_last_one(
    client_as: ClientAs, assessor: User, tea_room: Site, page: str
) -> None:
    make_activity(tea_room, MARCH, title="唯一的一场")
    found = client_as(assessor).get(f"/desk/figures/activities_held/rows/?page={page}")
    assert "唯一的一场" in found.content.decode()


def test_a_method_nobody_stated_opens_too(
    client_as: ClientAs, assessor: User, tea_room: Site
) -> None:
    make_count(Counted.VISITS, tea_room, MARCH, 40)
    make_count(Counted.VISITS, tea_room, date(2025, 2, 1), 5, method="gate")
    page = client_as(assessor).get("/desk/figures/visits/rows/?method=").content.decode()
    assert "未注明" in page
    assert ">40<" in page
    assert ">5<" not in page


def test_missing_is_a_dash_and_never_a_zero(
    client_as: ClientAs, assessor: User, tea_room: Site
) -> None:
    make_activity(tea_room, MARCH)
    page = client_as(assessor).get("/desk/").content.decode()
    assert "1 场活动没有签到数" in page
    table = client_as(assessor).get("/desk/figures/table/rooms.csv").getvalue().decode("utf-8-sig")
    assert table.splitlines()[1] == "茶园小学智慧书房,1,,,,,"


def test_a_change_to_the_period_before(client_as: ClientAs, assessor: User, tea_room: Site) -> None:
    for day, sign_ins in ((MARCH, 15), (date(2024, 3, 8), 10)):
        state_count(make_activity(tea_room, day), sign_ins=sign_ins)
    page = client_as(assessor).get("/desk/").content.decode()
    assert '<span class="num">50%</span></span> 比上期' in page


def test_what_needs_attention_leads_there(
    client_as: ClientAs, operator: User, assessor: User, tea_room: Site, taiping: Site
) -> None:
    make_activity(tea_room, MARCH)
    ImportRun.objects.create(actor="李运营", state=ImportRun.State.PREVIEW)
    page = client_as(operator).get("/desk/").content.decode()
    assert "gap=sign_ins" in page
    assert "1 次导入还没有确认" in page
    assert "太平智慧书房" in page  # nothing was held there
    assert "次导入还没有确认" not in client_as(assessor).get("/desk/").content.decode()


def test_a_category_out_of_use_stays_as_long_as_it_has_activities(
    client_as: ClientAs, assessor: User, tea_room: Site
) -> None:
    Category.objects.filter(name__in=["老年阅读", "主题活动"]).update(active=False)
    make_report(make_activity(tea_room, MARCH, category="老年阅读"))
    page = client_as(assessor).get("/desk/figures/categories/").content.decode()
    assert "老年阅读" in page
    assert "主题活动" not in page


def test_charts_side_by_side_are_drawn_for_half_a_page(
    client_as: ClientAs, assessor: User, tea_room: Site
) -> None:
    make_activity(tea_room, MARCH)
    client = client_as(assessor)
    assert "half=1" in client.get("/desk/").content.decode()
    widths = []
    for half in ("", "?half=1"):
        page = client.get(f"/desk/figures/chart/activities-by-category/{half}").content.decode()
        widths.append(max(int(n) for n in re.findall(r'viewBox="0 0 (\d+)', page)))
    assert widths[0] - widths[1] == WIDE - HALF


def test_rooms_without_coordinates_have_no_map(
    client_as: ClientAs, assessor: User, tea_room: Site
) -> None:
    make_activity(tea_room, MARCH)
    client = client_as(assessor)
    assert "chart/map/" not in client.get("/desk/").content.decode()
    Site.objects.update(longitude=120.7, latitude=30.7)
    assert "chart/map/" in client.get("/desk/").content.decode()
    assert "chart/map/" in client.get("/desk/figures/rooms/").content.decode()


def test_a_rooms_page_tells_its_year(client_as: ClientAs, auditor: User, tea_room: Site) -> None:
    state_count(make_activity(tea_room, MARCH), sign_ins=12)
    make_count(Counted.LOANS, tea_room, MARCH, 321)
    page = client_as(auditor).get(f"/desk/figures/loans/{tea_room.pk}/").content.decode()
    assert "321" in page
    assert "<svg" in page


def test_a_few_more_rows_cost_no_more_queries(
    client_as: ClientAs, auditor: User, tea_room: Site, taiping: Site
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost(path: str) -> int:
        client.get(f"/desk/{path}")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/desk/{path}")
        return len(queries)

    client = client_as(auditor)
    state_count(make_activity(tea_room, MARCH), sign_ins=12)
    make_count(Counted.LOANS, tea_room, MARCH, 321)
    one = {path: cost(path) for path in PAGES if "chart" not in path}
    for month in (1, 2):
        state_count(make_activity(taiping, date(2025, month, 3)), sign_ins=12)
        make_count(Counted.LOANS, taiping, date(2025, month, 1), 321)
    assert {path: cost(path) for path in one} == one
