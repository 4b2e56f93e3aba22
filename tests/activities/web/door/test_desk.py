"""The door in the hands of staff and volunteers: lists, scans, paper, passes; canaries outside."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from shufang.activities.actions.registering.stages import move
from shufang.activities.actions.signing_in.sign_in import sign_in
from shufang.activities.choices import Grade, Stage
from shufang.activities.models import (
    Activity,
    Attendee,
    CheckIn,
    HeadCount,
    Pass,
    Registration,
    Rules,
)
from shufang.activities.queries.signing_in.sheet import read_row_code, row_code
from shufang.people.models import FamilyAccess, Household, User
from shufang.places.models import Site
from tests.cast import ClientAs, browser, make_family
from tests.factories.at_the_door import party
from tests.factories.planned import plan_ahead, with_places
from tests.pages import hidden

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity(tea_room: Site) -> Iterator[Activity]:
    """皮影戏 in the tea room, five minutes from now; it is ten in the morning."""
    now = timezone.localtime().replace(hour=10, minute=0)
    with time_machine.travel(now, tick=True):
        found = plan_ahead(tea_room, starts=now + timedelta(minutes=5))
        with_places(found, sign_out=True)
        yield found


@pytest.fixture
def canary(taiping: Site) -> Registration:
    """A family of another room's activity: on no page of the tea room."""
    elsewhere = plan_ahead(taiping, title="别处", starts=timezone.now())
    with_places(elsewhere)
    family = make_family("金丝雀家", "13712345678", ("金丝雀宝", 2019, 1))
    return party(elsewhere, "金丝雀家", household=family, phone="13712345678")


def _text(response: Any) -> str:
    return str(response.content.decode())


class TestTheList:
    @pytest.mark.parametrize(("came", "said"), [((2, 3), True), ((2, 1), False), ((1, 1), False)])
    def test_more_people_than_registered_are_told_of(
        self, activity: Activity, site_staff: User, came: tuple[int, int], said: bool
    ) -> None:
        made = party(activity, "周家", adults=1, children=2)
        adults, children = came
        sign_in(
            activity=activity, method="kiosk", key="k", registration=made,
            adults=adults, children=children,
        )  # fmt: skip
        page = _text(browser(site_staff).get(f"/desk/door/{activity.pk}/"))
        assert ("比报名多 2 人" in page) is said
        assert ("比报名多" in page) is said

    def test_one_tap_signs_in(
        self, activity: Activity, site_staff: User, zhang_family: Household
    ) -> None:
        registration = party(activity, "张家", household=zhang_family, phone="13800004821")
        client = browser(site_staff)
        page = client.get(f"/desk/door/{activity.pk}/")
        assert "张家" in _text(page)
        assert "4821" in _text(page)
        assert "13800004821" not in _text(page)
        key = f"{page.context['key']}:{registration.pk}"
        said = {"registration": registration.pk, "key": key, "adults": 2, "children": 1}
        for _twice in range(2):
            answer = client.post(f"/desk/door/{activity.pk}/sign-in/", said, follow=True)
            assert "张家 已签到" in _text(answer)
        check_in = CheckIn.objects.get()
        assert (check_in.grade, check_in.user, check_in.adults) == (Grade.A, site_staff, 2)

    def test_by_htmx_the_line_and_the_figures_alone(
        self, activity: Activity, operator: User
    ) -> None:
        registration = party(activity)
        said = {"registration": registration.pk, "key": "a", "adults": 1, "children": 1}
        answer = browser(operator).post(
            f"/desk/door/{activity.pk}/sign-in/", said, headers={"HX-Request": "true"}
        )
        assert 'class="door-row here"' in _text(answer)
        assert 'hx-swap-oob="true"' in _text(answer)
        assert "<html" not in _text(answer)

    def test_search_by_name_and_digits(self, activity: Activity, operator: User) -> None:
        party(activity, "周家", phone="13911112233")
        party(activity, "陈家", phone="13911114455")
        client = browser(operator)
        for search in ("周", "2233", "２２３３"):
            page = client.post(f"/desk/door/{activity.pk}/", {"q": search})
            assert "周家" in _text(page)
            assert "陈家" not in _text(page)

    @pytest.mark.parametrize(
        "search", ["买买提艾力", "艾 力", "mmtal", "MMT", "13911110707", "豆豆", "dd", "oneill"]
    )
    def test_search_as_people_say_and_type_names(
        self, search: str, activity: Activity, operator: User
    ) -> None:
        wanted = party(activity, "买买提·艾力 O’Neill", phone="13911110707")
        Attendee.objects.create(
            registration=wanted, activity=activity, nickname="豆豆", birth_year=2022
        )
        party(activity, "陈家", phone="13911114455")
        page = _text(browser(operator).post(f"/desk/door/{activity.pk}/", {"q": search}))
        assert "买买提" in page
        assert "陈家" not in page

    def test_families_read_that_their_names_were_seen_on_a_page_and_in_a_search(
        self, activity: Activity, operator: User, zhang_family: Household
    ) -> None:
        party(activity, "张家", household=zhang_family)
        client = browser(operator)
        client.get(f"/desk/door/{activity.pk}/")
        client.post(f"/desk/door/{activity.pk}/", {"q": "张"}, headers={"HX-Request": "true"})
        assert FamilyAccess.objects.filter(household=zhang_family).count() == 2

    def test_who_walks_in_undo_and_leaving(self, activity: Activity, operator: User) -> None:
        client = browser(operator)
        said = {"key": "w", "adults": 2, "children": 1, "name": "路过的一家"}
        client.post(f"/desk/door/{activity.pk}/sign-in/", said)
        check_in = CheckIn.objects.get()
        client.post(f"/desk/door/check-in/{check_in.pk}/leave/")
        check_in.refresh_from_db()
        assert check_in.left_at is not None
        client.post(f"/desk/door/check-in/{check_in.pk}/leave/", {"back": "1"})
        client.post(f"/desk/door/check-in/{check_in.pk}/void/", {"reason": ""})
        check_in.refresh_from_db()
        assert check_in.counts
        client.post(f"/desk/door/check-in/{check_in.pk}/void/", {"reason": "点错了"})
        check_in.refresh_from_db()
        assert not check_in.counts
        assert CheckIn.objects.filter(left_at=None).count() == 1

    def test_heads_by_age(self, tea_room: Site, operator: User) -> None:
        drop_in = plan_ahead(tea_room, title="玩具馆开放", starts=timezone.now())
        with_places(drop_in, 0, way="open")
        client, url = browser(operator), f"/desk/door/{drop_in.pk}/heads/"
        for key in ("a", "b", "b"):
            client.post(url, {"band": "4-6", "key": key})
        assert HeadCount.objects.count() == 2
        client.post(url, {"band": "4-6", "less": "1"}, headers={"HX-Request": "true"})
        assert HeadCount.objects.filter(voided_at=None).count() == 1
        assert client.post(url, {"band": "100"}).status_code == 404

    def test_heads_that_ran_in_together_are_sent_together_and_count_once(
        self, tea_room: Site, operator: User
    ) -> None:
        drop_in = plan_ahead(tea_room, title="玩具馆开放", starts=timezone.now())
        with_places(drop_in, 0, way="open")
        client, url = browser(operator), f"/desk/door/{drop_in.pk}/heads/"
        for _twice in range(2):
            client.post(url, {"band": "4-6", "key": "a", "taps": "7"})
        client.post(url, {"band": "4-6", "less": "1", "taps": "2"})
        assert HeadCount.objects.filter(voided_at=None).count() == 5
        for odd in ("-4", "²", "1e3", "", "9999999"):  # read as one
            client.post(url, {"band": "7-12", "key": f"odd {odd}", "taps": odd})
        assert HeadCount.objects.filter(band="7-12").count() == 5
        client.post(url, {"band": "0-3", "key": "many", "taps": "999"})
        assert HeadCount.objects.filter(band="0-3").count() == 50

    def test_another_rooms_party_is_not_signed_in_here(
        self, activity: Activity, operator: User, canary: Registration
    ) -> None:
        client = browser(operator)
        said = {"registration": canary.pk, "key": "x", "adults": 1, "children": 1}
        assert client.post(f"/desk/door/{activity.pk}/sign-in/", said).status_code == 404
        assert not CheckIn.objects.exists()

    @pytest.mark.parametrize("path", ["", "scan/", "paper/", "passes/", "poster/"])
    def test_no_canary_on_any_page_and_no_other_room_inside(
        self,
        activity: Activity,
        canary: Registration,
        site_staff: User,
        other_site_staff: User,
        library: User,
        outsider: User,
        path: str,
    ) -> None:
        party(activity, "张家", phone="13800004821")
        url = f"/desk/door/{activity.pk}/{path}"
        page = browser(site_staff).get(url)
        assert page.status_code == 200
        assert "金丝雀" not in _text(page)
        for user in (other_site_staff, library, outsider):
            refused = browser(user).get(url)
            assert refused.status_code == 403
            assert "张家" not in _text(refused)

    def test_the_number_of_questions_does_not_grow_with_the_list(
        self, activity: Activity, operator: User, django_assert_max_num_queries: Any
    ) -> None:
        client = browser(operator)
        for number in range(12):
            party(activity, f"第{number}家")
        with django_assert_max_num_queries(22):
            client.get(f"/desk/door/{activity.pk}/")


class TestScanning:
    def test_a_familys_code_leads_to_grade_a(
        self, activity: Activity, operator: User, zhang_family: Household
    ) -> None:
        client = browser(operator)
        url = f"/desk/door/{activity.pk}/scan/"
        page = client.post(url, {"code": "code 13800004821"})
        assert "张家" in _text(page)
        assert page["Permissions-Policy"] == "camera=(self)"
        assert FamilyAccess.objects.get().household == zhang_family
        said = {"key": "s", "scanned": hidden(page, "scanned"), "adults": 1, "children": 2}
        client.post(f"/desk/door/{activity.pk}/sign-in/", said)
        check_in = CheckIn.objects.get()
        assert (check_in.method, check_in.household) == ("scan", zhang_family)

    def test_no_other_code_and_no_made_up_seal(
        self, activity: Activity, operator: User, tea_room: Site, zhang_family: Household
    ) -> None:
        client = browser(operator)
        page = client.post(f"/desk/door/{activity.pk}/scan/", {"code": "made up"})
        assert "没有找到这个家庭码" in _text(page)
        found = client.post(f"/desk/door/{activity.pk}/scan/", {"code": "code 13800004821"})
        other = plan_ahead(tea_room, title="别场", starts=activity.starts_at)
        for pk, seal in ((activity.pk, "1:2"), (other.pk, hidden(found, "scanned"))):
            said = {"key": "s", "scanned": seal, "adults": 1, "children": 2}
            assert client.post(f"/desk/door/{pk}/sign-in/", said).status_code == 404
        assert not CheckIn.objects.exists()


class TestPaper:
    def test_row_codes_notice_slips_and_other_sheets(self, tea_room: Site) -> None:
        one, other = plan_ahead(tea_room), plan_ahead(tea_room, title="别场")
        codes = [row_code(one, str(number)) for number in range(1, 200)]
        assert len(set(codes)) == len(codes)
        assert read_row_code(one, f" {codes[11].lower()} ") == codes[11]
        wrong = sum(1 for code in codes if read_row_code(other, code))
        assert wrong < 5  # two letters of 23 each agree by chance: one code in 529
        assert read_row_code(one, "12") == read_row_code(one, "W") == ""

    def test_row_after_row_then_the_library(
        self, activity: Activity, site_staff: User, library: User, operator: User
    ) -> None:
        registration = party(activity, "周家")
        client, url = browser(site_staff), f"/desk/door/{activity.pk}/paper/"
        code = row_code(activity, str(registration.number))
        said = {"code": code.lower(), "adults": 1, "children": 2, "reason": "平板没电"}
        assert "已录入" in _text(client.post(url, said, follow=True))
        assert "已经录入过" in _text(client.post(url, said, follow=True))
        assert "人数和这次不同" in _text(client.post(url, {**said, "adults": 3}))
        walked = {**said, "code": row_code(activity, "W3"), "name": "路过的一家"}
        client.post(url, walked)
        assert "没有这个行码" in _text(client.post(url, {**said, "code": "99A9"}))
        assert "平板没电" in _text(client.get(url))  # kept for the next row
        assert [each.grade for each in CheckIn.objects.all()] == ["D", "D"]
        assert not any(each.counts for each in CheckIn.objects.all())

        waiting = browser(library).get("/desk/door/confirm/")
        assert "平板没电" in _text(waiting)
        assert "周家" not in _text(waiting)
        entry = CheckIn.objects.order_by("pk")[0]
        for user in (site_staff, operator):
            assert browser(user).post(f"/desk/door/confirm/{entry.pk}/").status_code == 403
        browser(library).post(f"/desk/door/confirm/{entry.pk}/")
        entry.refresh_from_db()
        assert (entry.counts, entry.confirmed_by) == (True, library)
        assert "平板没电" in _text(browser(site_staff).get("/desk/door/confirm/"))

    def test_a_whole_list_is_confirmed_by_its_sums(
        self, activity: Activity, site_staff: User, operator: User, library: User
    ) -> None:
        client = browser(site_staff)
        for number in (1, 2):
            said = {"adults": number, "children": 2, "reason": "停电"}
            code = row_code(activity, f"W{number}")
            client.post(f"/desk/door/{activity.pk}/paper/", {**said, "code": code})
        entries = {"entry": [str(each.pk) for each in CheckIn.objects.all()]}
        page = _text(browser(library).get("/desk/door/confirm/"))
        assert "2 户次，成人 3，儿童 4，合计 7 人" in page
        assert "确认这 2 条" in page
        assert "确认这 2 条" not in _text(browser(operator).get("/desk/door/confirm/"))
        for user in (site_staff, operator):
            assert browser(user).post("/desk/door/confirm/several/", entries).status_code == 403
        assert not CheckIn.objects.exclude(confirmed_at=None).exists()
        done = browser(library).post("/desk/door/confirm/several/", entries, follow=True)
        assert "已确认 2 条" in _text(done)
        assert all(each.counts for each in CheckIn.objects.all())
        odd = {"entry": ["x", "²", ""]}
        assert browser(library).post("/desk/door/confirm/several/", odd).status_code == 302

    def test_a_long_list_is_shown_whole(
        self, activity: Activity, site_staff: User, library: User
    ) -> None:
        Rules.objects.filter(activity=activity).update(places=80)
        for number in range(60):
            sign_in(
                activity=activity, method="paper", key=str(number), adults=1, children=0,
                name="林", user=site_staff, reason="停电", row_code=f"W{number}AB",
            )  # fmt: skip
        page = _text(browser(library).get("/desk/door/confirm/"))
        assert "60 户次" in page
        assert "确认这 60 条" in page

    def test_one_that_may_not_be_confirmed_keeps_all_of_them(
        self, activity: Activity, site_staff: User, library: User, canary: Registration
    ) -> None:
        mine = sign_in(
            activity=activity, method="paper", key="mine", adults=1, children=1, user=library,
            reason="停电",
        )  # fmt: skip
        theirs = sign_in(
            activity=activity, method="paper", key="theirs", adults=1, children=1,
            user=site_staff, reason="停电",
        )  # fmt: skip
        both = {"entry": [str(theirs.pk), str(mine.pk)]}
        assert browser(library).post("/desk/door/confirm/several/", both).status_code == 403
        assert not CheckIn.objects.exclude(confirmed_at=None).exists()

    def test_every_entered_row_is_listed_and_summed(
        self, activity: Activity, site_staff: User
    ) -> None:
        """Far down on a long empty sheet too, and of a family that cancelled and came after all."""
        came = party(activity, "周家")
        client, url = browser(site_staff), f"/desk/door/{activity.pk}/paper/"
        code = row_code(activity, str(came.number))
        move(came, Stage.CANCELLED, actor="family")
        for each, heads in ((row_code(activity, "W19"), 3), (code, 2)):
            said = {"code": each, "adults": heads, "children": 0, "reason": "停电", "name": "林"}
            assert "已录入" in _text(client.post(url, said, follow=True))
        page = client.get(url)
        codes = [each.row.code for each in page.context["rows"]]
        assert codes == [code, row_code(activity, "W19")]
        assert page.context["sums"].heads == 5

    def test_who_was_in_a_full_room_is_entered_all_the_same(
        self, activity: Activity, site_staff: User
    ) -> None:
        """Paper refuses nobody; a place is sold once."""
        Rules.objects.filter(pk=activity.pk).update(places=1)
        party(activity, "周家")
        waits = party(activity, "吴家", stage=Stage.WAITING)
        client, url = browser(site_staff), f"/desk/door/{activity.pk}/paper/"
        for code in (row_code(activity, "W1"), row_code(activity, str(waits.number))):
            said = {"code": code, "adults": 1, "children": 1, "reason": "停电"}
            for _twice in range(2):
                assert "录入" in _text(client.post(url, said, follow=True))
        assert sorted(CheckIn.objects.values_list("name", flat=True)) == ["", "吴家"]
        assert {each.grade for each in CheckIn.objects.all()} == {Grade.D}
        assert Rules.objects.get(pk=activity.pk).taken == 1

    def test_staff_of_another_room_see_no_entry_of_this_one(
        self, activity: Activity, site_staff: User, other_site_staff: User
    ) -> None:
        said = {"code": row_code(activity, "W1"), "adults": 1, "children": 2, "reason": "平板没电"}
        browser(site_staff).post(f"/desk/door/{activity.pk}/paper/", said)
        assert "平板没电" not in _text(browser(other_site_staff).get("/desk/door/confirm/"))

    def test_the_sheet_prints_masked_numbers(
        self, activity: Activity, site_staff: User, other_site_staff: User, zhang_family: Household
    ) -> None:
        party(activity, "张家", household=zhang_family, phone="13800004821")
        url = f"/desk/reports/sheets/{activity.pk}/sign-in.pdf"
        sheet = browser(site_staff).get(url)
        assert sheet["Content-Type"] == "application/pdf"
        assert sheet.content.startswith(b"%PDF")
        assert FamilyAccess.objects.get().household == zhang_family
        assert browser(other_site_staff).get(url).status_code == 403


class TestVolunteers:
    @pytest.fixture
    def link(self, activity: Activity, operator: User) -> str:
        until = timezone.localtime() + timedelta(minutes=30)
        page = browser(operator).post(
            f"/desk/door/{activity.pk}/passes/", {"name": "小赵", "until": f"{until:%H:%M}"}
        )
        link: str = page.context["link"]
        return link[link.index("/door/") :]

    def test_a_phone_without_an_account_signs_families_in(
        self, activity: Activity, link: str, zhang_family: Household
    ) -> None:
        registration = party(activity, "张家", household=zhang_family, phone="13800004821")
        phone = Client()
        start = phone.get(link)  # a messenger that looks at the link takes nothing
        assert "张家" not in _text(start)
        assert Pass.objects.get().used_at is None
        page = phone.post(link, follow=True)
        assert "张家" in _text(page)
        assert FamilyAccess.objects.get().page == "志愿者的签到名单"
        assert "13800004821" not in _text(page)
        said = {"registration": registration.pk, "key": "v", "adults": 1, "children": 2}
        phone.post(f"{link}sign-in/", said)
        check_in = CheckIn.objects.get()
        assert (check_in.grade, check_in.helper, check_in.user) == ("A", Pass.objects.get(), None)

    def test_no_second_phone_no_other_activity_nothing_afterwards(
        self, activity: Activity, link: str, operator: User, canary: Registration
    ) -> None:
        registration = party(activity, "周家")
        phone, other = Client(), Client()
        phone.post(link)
        said = {"registration": registration.pk, "key": "v", "adults": 1, "children": 2}
        for answer in (other.get(link), other.post(link), other.post(f"{link}sign-in/", said)):
            assert answer.status_code == 410
            assert "周家" not in _text(answer)
        assert "金丝雀" not in _text(phone.get(link))
        away = phone.post(f"{link}sign-in/", {**said, "registration": canary.pk})
        assert away.status_code == 404
        for path in (f"/desk/door/{activity.pk}/", f"/desk/activities/{activity.pk}/"):
            assert phone.get(path).status_code == 302
        browser(operator).post(f"/desk/door/pass/{Pass.objects.get().pk}/revoke/")
        assert phone.get(link).status_code == 410
        assert phone.post(f"{link}sign-in/", said).status_code == 410
        assert not CheckIn.objects.exists()

    def test_of_an_evening_that_ends_after_midnight_the_usual_hour_is_good(
        self, tea_room: Site, operator: User
    ) -> None:
        evening = timezone.localtime().replace(hour=22, minute=30, second=0, microsecond=0)
        late = plan_ahead(tea_room, title="跨年夜读", starts=evening, minutes=80)
        with_places(late)  # signing in ends at ten to one
        url = f"/desk/door/{late.pk}/passes/"
        with time_machine.travel(evening, tick=False):
            client = browser(operator)
            client.post(url, {"name": "小赵", "until": "00:50"})
            client.post(url, {"name": "小钱", "until": "23:15"})
            assert "晚于现在" in _text(client.post(url, {"name": "小孙", "until": "20:00"}))
        until = dict(Pass.objects.values_list("name", "until"))
        assert until == {
            "小赵": evening + timedelta(minutes=140),
            "小钱": evening + timedelta(minutes=45),
        }

    def test_after_the_hour_everything_is_refused(self, activity: Activity, link: str) -> None:
        registration = party(activity, "周家")
        phone = Client()
        phone.post(link)
        Pass.objects.update(until=timezone.now() - timedelta(seconds=1))
        said = {"registration": registration.pk, "key": "v", "adults": 1, "children": 2}
        assert phone.get(link).status_code == 410
        assert phone.post(f"{link}sign-in/", said).status_code == 410
        assert Registration.objects.get(pk=registration.pk).stage == Stage.CONFIRMED

    def test_what_a_volunteer_looks_for_stands_in_no_address(
        self, activity: Activity, link: str
    ) -> None:
        party(activity, "周家")
        party(activity, "吴家")
        phone = Client()
        phone.post(link)
        whole = _text(phone.get(link))
        form = whole[whole.index('role="search"') :].partition("</form>")[0]
        assert 'method="post"' in form
        assert "hx-get" not in form
        found = _text(phone.post(link, {"q": "周"}, headers={"HX-Request": "true"}))
        assert "周家" in found
        assert "吴家" not in found
        assert "吴家" in _text(phone.get(f"{link}?q=周"))  # an address asks for nobody

    def test_a_link_nobody_gave(self, activity: Activity) -> None:
        assert Client().get("/door/help/made-up/").status_code == 404


def test_the_activitys_page_shows_grades_and_the_difference(
    activity: Activity, operator: User, assessor: User, client_as: ClientAs
) -> None:
    from shufang.activities.actions.signing_in.sign_in import sign_in
    from tests.factories import state_count

    for number, method in enumerate(("list", "rotating", "rotating", "poster")):
        sign_in(activity=activity, method=method, key=str(number), adults=1, children=1)
    state_count(activity, sign_ins=9)
    page = client_as(assessor).get(f"/desk/activities/{activity.pk}/")
    text = _text(page)
    assert "另有填报的签到数 9 户次，逐户签到 4 户次" in text
    assert "50%" in text
    assert "现在签到" not in text  # an assessor reads
    assert "现在签到" in _text(client_as(operator).get(f"/desk/activities/{activity.pk}/"))
    english = client_as(assessor, language="en").get(f"/desk/activities/{activity.pk}/")
    assert "Somebody also stated 9 sign-ins" in _text(english)
