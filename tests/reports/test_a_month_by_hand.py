"""A month that really happened, by the actions people use, and what it counts to by hand.

The figures were worked out on paper from the story below; lake, rows, files, interface, dashboard
and report have to say the same.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import openpyxl
import pytest
import time_machine
from django.utils import timezone

from shufang.activities.actions.add_activity import add_activity
from shufang.activities.actions.details import Details
from shufang.activities.actions.no_shows.mark_absent import mark_absent_due
from shufang.activities.actions.planning.call_off import call_off
from shufang.activities.actions.registering.cancel import cancel_registration
from shufang.activities.actions.registering.offers import accept_offer, end_waiting
from shufang.activities.actions.registering.register import Kid, Party, register
from shufang.activities.actions.signing_in.confirm import confirm_check_in
from shufang.activities.actions.signing_in.head_count import count_heads
from shufang.activities.actions.signing_in.sign_in import sign_in
from shufang.activities.actions.signing_in.void import void_check_in
from shufang.activities.choices import AgeBand, Counted, Method, Places, Stage
from shufang.activities.models import Activity, Category, Registration
from shufang.lake import ask, rows_behind
from shufang.people.models import Household, User
from shufang.places.models import Site
from shufang.reports.chapters.kit import Material
from shufang.reports.composing.compose import Wish, compose
from shufang.reports.queries.evidence import Evidence
from shufang.shared.period import Period
from shufang.shared.roles import Role
from tests.cast import ClientAs, make_family
from tests.factories import state_count
from tests.factories.came import answered
from tests.factories.planned import plan_ahead, with_places
from tests.factories.programs import program
from tests.insight.links import figures, number

pytestmark = pytest.mark.django_db
MAY = Period(date(2030, 5, 1), date(2030, 5, 31))
CHINA = timezone.get_fixed_timezone(480)
BY_HAND: dict[str, float] = {
    "activities_held": 4,  # shadow play, craft day, open corner, reading salon; one called off
    "registrations": 8,  # 6 for the shadow play, 2 for the craft day; the walk-in is none
    "cancelled": 1,  # Chen; not those of the activity that was called off
    "waiting": 1,  # the second guest
    "sign_ins": 17,  # Zhang, Li, Xu; Zhang and a walk-in; 12 stated at the salon
    "attendees": 55,  # 3 + 2 + 2; 3 + 3; 12 heads; 30 stated
    "households_served": 3,  # Zhang once, Li, Xu
    "first_time_households": 2,  # Zhang and Li; Xu came in April
    "show_up_rate": 100 * 4 / 6,  # Zhang, Li, Xu, Zhang of those and two guests
    "fill_rate": 100 * 9 / 14,  # 3 of 4 families; 3 + 3 of 10 people
    "pulse_answers": 3,
    "satisfaction_rate": 100 * 2 / 3,
}
GRADES = {"A": 2, "B": 1, "C": 1, "D": 1, "stated": 12}


def at(day: int, hour: int, month: int = 5) -> datetime:
    return datetime(2030, month, day, hour, tzinfo=CHINA)


@dataclass
class Story:
    """Tells the month, a moment after the other."""

    clock: Any
    operator: User
    library: User

    def now(self, moment: datetime) -> None:
        self.clock.move_to(moment)

    def registers(
        self, activity: Activity, *, family: Household | None = None, phone: str = "",
        adults: int = 1, kids: int = 1,
    ) -> Registration:  # fmt: skip
        children = tuple(Kid(f"孩子{n}", 2024, 3) for n in range(kids))
        return register(
            activity=activity, party=Party(adults, children), household=family, phone=phone
        )

    def comes(self, activity: Activity, method: Method, adults: int, kids: int, **who: Any) -> Any:
        key = f"{activity.pk} {method} {sorted(map(str, who.values()))}"
        return sign_in(
            activity=activity, method=method, key=key, adults=adults, children=kids, **who
        )


@pytest.fixture
def story(operator: User, library: User) -> Iterator[Story]:
    with time_machine.travel(at(1, 9, month=4), tick=False) as clock:
        yield Story(clock, operator, library)


@pytest.fixture
def month(story: Story, tea_room: Site, taiping: Site) -> None:
    zhang, chen, li, xu = (
        make_family(f"{name}家", f"1380000001{n}", ("小米", 2024, 3), ("小麦", 2024, 3))
        for n, name in enumerate("张陈李许")
    )
    april = plan_ahead(tea_room, title="四月", starts=at(6, 10, month=4))
    with_places(april, 5)
    came = story.registers(april, family=xu)
    story.now(at(6, 10, month=4))
    story.comes(april, Method.STAFF_LIST, 1, 1, registration=came, user=story.operator)
    story.now(at(20, 9, month=4))
    _shadow_play(story, tea_room, zhang, chen, li, xu)
    _craft_day(story, taiping, zhang)
    _the_rest(story, tea_room, taiping, zhang, li)
    story.now(at(2, 9, month=6))
    mark_absent_due()
    end_waiting()


def _shadow_play(
    story: Story, room: Site, zhang: Household, chen: Household, li: Household, xu: Household
) -> None:
    """Four families' places; one cancels, who waits first gets it, a guest stays away."""
    activity = plan_ahead(room, title="皮影戏", starts=at(4, 10))
    with_places(activity, 4)
    first = story.registers(activity, family=zhang, kids=2)
    gone = story.registers(activity, family=chen)
    story.registers(activity, phone="13900000001")
    fourth = story.registers(activity, family=xu)
    waits = story.registers(activity, family=li)
    story.registers(activity, phone="13900000002")
    assert waits.stage == Stage.WAITING
    cancel_registration(registration=gone, actor="family")
    waits.refresh_from_db()
    if waits.stage == Stage.OFFERED:
        accept_offer(registration=waits)
    story.now(at(4, 10))
    story.comes(
        activity, Method.STAFF_LIST, 1, 2, registration=first, user=story.operator
    )  # fmt: skip
    story.comes(activity, Method.KIOSK, 1, 1, registration=waits)
    story.now(at(4, 20))
    entered = story.comes(
        activity, Method.PAPER, 1, 1, registration=fourth, user=story.operator, reason="纸质表"
    )
    confirm_check_in(check_in=entered, actor=story.library)
    answered(activity, 5, 4, 3)
    story.now(at(6, 9))
    mark_absent_due()


def _craft_day(story: Story, room: Site, zhang: Household) -> None:
    """Ten people's places; one walks in, one sign-in was a mistake, and somebody wrote nine."""
    activity = plan_ahead(room, title="手作日", starts=at(11, 14))
    with_places(activity, 10, counted=Counted.PERSON, walk_ins=True)
    first = story.registers(activity, family=zhang, kids=2)
    guest = story.registers(activity, phone="13900000003")
    story.now(at(11, 14))
    story.comes(activity, Method.STAFF_SCAN, 1, 2, registration=first, user=story.operator)
    story.comes(activity, Method.POSTER, 2, 1, name="路过的一家")
    wrong = story.comes(activity, Method.STAFF_LIST, 1, 1, registration=guest, user=story.operator)
    void_check_in(check_in=wrong, actor=story.operator, reason="点错了")
    state_count(activity, sign_ins=9, attendees=25)
    story.now(at(13, 9))
    mark_absent_due()


def _the_rest(story: Story, tea_room: Site, taiping: Site, zhang: Household, li: Household) -> None:
    """One called off with two families, one where heads were counted, one stated by staff."""
    called_off = plan_ahead(tea_room, title="停电", starts=at(18, 10))
    with_places(called_off, 4)
    for family in (zhang, li):
        story.registers(called_off, family=family)
    call_off(actor=story.operator, activity=called_off, reason="停电")
    corner = plan_ahead(taiping, title="开放阅读角", starts=at(19, 10))
    with_places(corner, 0, way=Places.OPEN)
    story.now(at(19, 10))
    for band, heads in ((AgeBand.ADULT, 5), (AgeBand.SCHOOL, 7)):
        count_heads(activity=corner, band=band, heads=heads, key=band, user=story.operator)
    story.now(at(26, 9))
    adults = Category.objects.get(name="成人阅读")
    details = Details(
        site=tea_room, category=adults, national_type="other", title="读书沙龙",
        day=date(2030, 5, 25), sign_ins=12, attendees=30,
    )  # fmt: skip
    add_activity(actor=story.operator, details=details)


@pytest.mark.usefixtures("month")
class TestMay:
    @pytest.mark.parametrize("code", BY_HAND)
    def test_the_lake_says_what_was_counted_by_hand(self, code: str) -> None:
        assert ask(code, MAY).total.value == pytest.approx(BY_HAND[code])

    def test_sign_ins_stand_on_their_evidence(self) -> None:
        answer = ask("sign_ins", MAY, ("grade",))
        assert {row.keys[0]: row.value for row in answer.rows if row.value} == GRADES
        shares = {row.keys[0]: row.share for row in answer.rows if row.value}
        assert shares["A"] == pytest.approx(2 / 17)
        assert answer.total.missing == 1  # nobody signed in at the open corner

    def test_each_room_has_its_part(self) -> None:
        rooms = {row.names[0]: row.value for row in ask("fill_rate", MAY, ("site",)).rows}
        assert rooms == {"茶园小学智慧书房": 75, "太平智慧书房": 60}
        served = {row.names[0]: row.value for row in ask("households_served", MAY, ("site",)).rows}
        assert served == {"茶园小学智慧书房": 3, "太平智慧书房": 1}  # Zhang is in both

    def test_the_rows_and_the_files_behind_add_up(
        self, client_as: ClientAs, assessor: User
    ) -> None:
        client = client_as(assessor)
        for code, column in (("sign_ins", "签到数"), ("attendees", "参与人次")):
            rows = rows_behind(code, MAY, {}).rows
            key = "households" if code == "sign_ins" else "attendees"
            assert sum(row[key] or 0 for row in rows) == BY_HAND[code]
            address = f"/desk/figures/{code}/rows.{{}}?from=2030-05-01&to=2030-05-31"
            text = client.get(address.format("csv")).getvalue().decode("utf-8-sig")
            said = [row[column] for row in csv.DictReader(io.StringIO(text))]
            assert sum(float(value) for value in said if value) == BY_HAND[code]
            book = openpyxl.load_workbook(
                io.BytesIO(client.get(address.format("xlsx")).getvalue()), data_only=True
            )
            head, *lines = book.worksheets[0].iter_rows(values_only=True)
            while column not in head:
                head, *lines = lines
            place = head.index(column)
            numbers = [line[place] for line in lines if isinstance(line[place], int | float)]
            assert sum(numbers) in (BY_HAND[code], 2 * BY_HAND[code])  # with or without a total
        assert rows_behind("registrations", MAY, {}).total == 8
        assert rows_behind("waiting", MAY, {}).total == 1

    def test_programs_are_told_the_same(self) -> None:
        asker = program(Role.AUDITOR)
        for code, value in BY_HAND.items():
            said = asker.get(f"measures/{code}", **{"from": "2030-05-01", "to": "2030-05-31"})
            assert said.json()["total"]["value"] == pytest.approx(value), code

    def test_the_dashboard_prints_the_same(self, client_as: ClientAs, assessor: User) -> None:
        page = client_as(assessor).get("/desk/?from=2030-05-01&to=2030-05-31").content.decode()
        said: dict[str, float] = {}
        for link in figures(page):
            address = urlsplit(link.href)
            if address.path.endswith("/rows/") and "&" not in address.query.replace("&cutoff", ""):
                continue
            code = address.path.split("/")[-3]
            if not {"site", "category", "month", "grade"} & {
                part.split("=")[0] for part in address.query.split("&")
            }:
                said.setdefault(code, number(link.text))
        for code in ("registrations", "cancelled", "waiting", "households_served",
                     "first_time_households", "show_up_rate", "fill_rate", "satisfaction_rate",
                     "activities_held", "sign_ins"):  # fmt: skip
            assert said[code] == pytest.approx(BY_HAND[code], abs=0.06), code

    def test_the_report_prints_the_same(self) -> None:
        evidence = Evidence(MAY, "zh")
        for code, value in BY_HAND.items():
            assert evidence.total(code) == pytest.approx(value), code
        document = compose(Material(evidence), Wish())
        text = str(document)
        for said in ("66.7%", "64.3%"):
            assert said in text


def test_by_the_next_day_the_month_is_as_it_was(month: None, story: Story) -> None:
    """The clock's jobs change no figure of a month that is over."""
    story.now(at(30, 9, month=6) + timedelta(days=1))
    mark_absent_due()
    for code, value in BY_HAND.items():
        assert ask(code, MAY).total.value == pytest.approx(value), code
