"""The way in, in a real browser: a family's phone, the staff's list, paper by keyboard, a scan."""

import io
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
import segno
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from shufang.activities.actions.signing_in.head_count import count_heads
from shufang.activities.actions.signing_in.passes import make_pass
from shufang.activities.actions.signing_in.sign_in import sign_in
from shufang.activities.models import Activity, CheckIn, HeadCount
from shufang.activities.queries.signing_in.codes import code_at, poster_code, room_code
from shufang.activities.queries.signing_in.sheet import row_code
from shufang.people.models import Household, User
from shufang.places.models import Site
from tests.cast import family_browser
from tests.factories.at_the_door import party
from tests.factories.planned import plan_ahead, with_places
from tests.journeys.conftest import OpenAs

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

Faults = Callable[[Page], list[str]]
SHAPES = [(375, "zh-hans", False), (375, "en", True), (1280, "zh-hans", False), (1280, "en", False)]


@pytest.fixture
def activity(tea_room: Site, zhang_family: Household, operator: User) -> Activity:
    """皮影戏, about to begin: 张家 and others expected, one has come, one walked in."""
    found = plan_ahead(tea_room, starts=timezone.now() + timedelta(minutes=5))
    with_places(found, 8, sign_out=True)
    party(found, "张家", household=zhang_family, phone="13800004821", children=2)
    party(found, "林家", phone="13911114821")
    here = party(found, "周家", phone="13911112233")
    sign_in(activity=found, method="list", key="1", adults=1, children=1, registration=here,
            user=operator)  # fmt: skip
    sign_in(activity=found, method="poster", key="2", adults=2, children=1, name="路过的一家")
    return found


def _family(page: Page, household: Household) -> None:
    """Sign the family in on this phone."""
    cookie = family_browser(household).cookies["sessionid"].value
    base = page.url.split("/door/")[0]
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": base}])


@pytest.mark.parametrize(("width", "language", "large"), SHAPES)
@pytest.mark.parametrize("path", ["", "scan/", "paper/", "passes/", "poster/"])
def test_staff_pages_are_accessible_and_fit(
    open_as: OpenAs,
    faults: Faults,
    activity: Activity,
    operator: User,
    path: str,
    width: int,
    language: str,
    large: bool,
) -> None:
    url = f"/desk/door/{activity.pk}/{path}"
    assert faults(open_as(operator, url, width=width, language=language, large=large)) == []


@pytest.mark.parametrize(("width", "language", "large"), SHAPES)
def test_the_other_pages_are_accessible_and_fit(
    open_as: OpenAs,
    faults: Faults,
    activity: Activity,
    tea_room: Site,
    operator: User,
    library: User,
    width: int,
    language: str,
    large: bool,
) -> None:
    title = "玩具馆开放：一个长得一行放不下的名字，亲子共读《神奇的小草》也在这里"
    drop_in = plan_ahead(tea_room, title=title, starts=timezone.now())
    with_places(drop_in, 0, way="open")
    count_heads(activity=drop_in, band="4-6", heads=3, key="h", user=operator)
    sign_in(activity=activity, method="paper", key="3", adults=1, children=1, user=operator,
            reason="平板没电")  # fmt: skip
    _made, token = make_pass(
        activity=activity, name="小赵", until=timezone.now() + timedelta(hours=1), actor=operator
    )
    shape = {"width": width, "language": language, "large": large}
    for user, path in (
        (operator, f"/desk/door/{drop_in.pk}/"),
        (operator, f"/desk/activities/{activity.pk}/"),
        (library, "/desk/door/confirm/"),
        (None, f"/door/{poster_code(activity)}/"),
        (None, f"/door/{poster_code(drop_in)}/"),
        (None, "/door/rzzzzzzzzzzzzzz/"),
        (operator, f"/desk/door/room/{tea_room.pk}/poster/"),
        (None, f"/door/room/{room_code(tea_room)}/"),
        (None, "/door/help/" + token + "/"),
    ):
        page = open_as(user, path, **shape)
        assert faults(page) == [], path
    page.locator(".main-action .btn-primary").click()  # the volunteer starts
    expect(page.locator(".door-row")).to_have_count(5)
    assert faults(page) == []
    second_phone = open_as(None, f"/door/help/{token}/", **shape)
    assert faults(second_phone) == []


@pytest.mark.parametrize("scripts", [True, False])
def test_a_known_family_signs_in_with_one_tap(
    open_as: OpenAs, faults: Faults, activity: Activity, zhang_family: Household, scripts: bool
) -> None:
    page = open_as(None, "/door/rzzzzzzzzzzzzzz/", width=375, scripts=scripts)
    _family(page, zhang_family)
    page.goto(page.url.replace("rzzzzzzzzzzzzzz", code_at(activity, timezone.now())))
    if scripts:
        assert faults(page) == []
    page.locator(".main-action .btn-primary").click()
    expect(page.locator("h1")).to_have_text("已签到")
    if scripts:
        assert faults(page) == []
    check_in = CheckIn.objects.get(household=zhang_family)
    assert (check_in.grade, check_in.adults, check_in.children) == ("B", 1, 2)


def test_a_guest_finds_the_party_by_four_digits_with_the_keyboard_alone(
    open_as: OpenAs, faults: Faults, activity: Activity
) -> None:
    page = open_as(None, f"/door/{code_at(activity, timezone.now())}/", width=375)
    page.keyboard.type("4821")  # the field has the focus
    page.keyboard.press("Enter")
    expect(page.locator(".door-match")).to_have_count(2)
    assert faults(page) == []
    page.locator(".door-match", has_text="林＊").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#id_adults")).to_have_value("1")
    page.locator("[data-step='1']").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#id_adults")).to_have_value("2")
    page.locator(".main-action .btn-primary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("已签到")
    assert CheckIn.objects.get(registration__name="林家").adults == 2


@pytest.mark.parametrize("scripts", [True, False])
def test_staff_tap_once_and_see_it_at_once(
    open_as: OpenAs, activity: Activity, operator: User, scripts: bool
) -> None:
    page = open_as(operator, f"/desk/door/{activity.pk}/", width=375, scripts=scripts)
    expect(page.locator("#progress")).to_contain_text("2")
    page.locator(".door-row", has_text="林家").locator(".btn-come").click()
    expect(page.locator(".door-row.here", has_text="林家")).to_be_visible()
    expect(page.locator("#progress .figure").first).to_have_text("3")
    assert CheckIn.objects.get(registration__name="林家").grade == "A"


def _slowly(route: Route) -> None:
    time.sleep(0.3)
    route.continue_()


def test_children_who_run_in_together_are_all_counted(
    open_as: OpenAs, tea_room: Site, operator: User
) -> None:
    """Faster than the network answers."""
    drop_in = plan_ahead(tea_room, title="玩具馆开放", starts=timezone.now())
    with_places(drop_in, 0, way="open")
    page = open_as(operator, f"/desk/door/{drop_in.pk}/", width=375)
    more, less = (page.get_by_role("button", name=f"4–6 岁{by}一人") for by in ("多", "少"))
    page.route("**/heads/", _slowly)
    for _child in range(6):
        more.click(no_wait_after=True)
    less.click(no_wait_after=True)
    for _child in range(2):
        page.get_by_role("button", name="0–3 岁多一人").click(no_wait_after=True)
    expect(page.locator("#bands b").nth(1)).to_have_text("5")  # seen at once
    expect(page.locator("#progress .beside")).to_contain_text("7")  # and counted
    counted = HeadCount.objects.filter(voided_at=None).values_list("band", flat=True)
    assert sorted(counted) == ["0-3"] * 2 + ["4-6"] * 5


def test_a_finger_that_is_down_while_an_answer_comes_counts(
    open_as: OpenAs, tea_room: Site, operator: User
) -> None:
    drop_in = plan_ahead(tea_room, title="玩具馆开放", starts=timezone.now())
    with_places(drop_in, 0, way="open")
    page = open_as(operator, f"/desk/door/{drop_in.pk}/", width=375)
    more = page.get_by_role("button", name="4–6 岁多一人")
    page.route("**/heads/", _slowly)
    more.click()
    expect(page.locator("#progress .beside")).to_contain_text("1")  # and has made its room
    more.click(no_wait_after=True)
    more.hover()
    page.mouse.down()
    expect(page.locator("#progress .beside")).to_contain_text("2")
    page.mouse.up()
    expect(page.locator("#progress .beside")).to_contain_text("3")


def test_heads_are_counted_with_one_key_held_under_the_finger(
    open_as: OpenAs, tea_room: Site, operator: User
) -> None:
    """Every answer brings new numbers, and the focus stays where it was."""
    drop_in = plan_ahead(tea_room, title="玩具馆开放", starts=timezone.now())
    with_places(drop_in, 0, way="open")
    page = open_as(operator, f"/desk/door/{drop_in.pk}/")
    page.get_by_role("button", name="60 岁以上多一人").focus()
    for number in (1, 2, 3):
        page.keyboard.press("Enter")
        expect(page.locator("#progress .beside")).to_contain_text(str(number))
    assert HeadCount.objects.filter(voided_at=None, band="60+").count() == 3


def test_a_search_narrows_the_list_while_typing(
    open_as: OpenAs, activity: Activity, operator: User
) -> None:
    page = open_as(operator, f"/desk/door/{activity.pk}/")
    page.locator("#q").press_sequentially("2233")
    expect(page.locator(".door-row")).to_have_count(1)
    expect(page.locator(".door-row")).to_contain_text("周家")


def test_a_picture_of_a_familys_code_is_read_in_the_page(
    open_as: OpenAs, activity: Activity, operator: User, zhang_family: Household
) -> None:
    picture = io.BytesIO()
    segno.make("code 13800004821").save(picture, kind="png", scale=8, border=4)
    page = open_as(operator, f"/desk/door/{activity.pk}/scan/", width=375)
    page.locator("#photo").set_input_files(
        {"name": "code.png", "mimeType": "image/png", "buffer": picture.getvalue()}
    )
    expect(page.locator(".door-family h2")).to_have_text("张家")
    page.locator(".door-family .btn-primary").click()
    expect(page.locator(".messages")).to_contain_text("张家 已签到")
    assert CheckIn.objects.get(household=zhang_family).method == "scan"


def test_a_paper_list_is_entered_by_keyboard(
    open_as: OpenAs, activity: Activity, operator: User
) -> None:
    page = open_as(operator, f"/desk/door/{activity.pk}/paper/")
    party_of = activity.registrations.get(name="林家")
    for code, adults, children in (
        (row_code(activity, str(party_of.number)), "1", "2"),
        (row_code(activity, "W1"), "2", "1"),
    ):
        page.keyboard.type(code)  # the field has the focus again after every row
        page.keyboard.press("Tab")
        page.keyboard.type(adults)
        page.keyboard.press("Tab")
        page.keyboard.type(children)
        page.keyboard.press("Enter")
        expect(page.locator(".messages")).to_contain_text(code)
    assert CheckIn.objects.filter(grade="D").count() == 2
