"""A month with everything that is hard to count, by the actions people use and by the interface for
programs; what it comes to was worked out on paper.

A party that comes only in part, a draw, heads instead of names, an activity past midnight on the
last day, a paper list nobody confirmed, a sign-in that was a mistake, a ledger's row beside
sign-ins, a day that was corrected, and a family that is erased afterwards.
"""

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from shufang.activities.actions.add_activity import add_activity
from shufang.activities.actions.correct_activity import correct_activity
from shufang.activities.actions.details import Details
from shufang.activities.actions.drawing.commit_seed import commit_seed
from shufang.activities.actions.drawing.run_draw import run_draw
from shufang.activities.actions.no_shows.mark_absent import mark_absent_due
from shufang.activities.actions.planning.call_off import call_off
from shufang.activities.actions.registering.cancel import cancel_registration
from shufang.activities.actions.registering.offers import end_waiting
from shufang.activities.actions.registering.register import Kid, Party, register
from shufang.activities.actions.signing_in.head_count import count_heads
from shufang.activities.actions.signing_in.sign_in import sign_in
from shufang.activities.actions.signing_in.void import void_check_in
from shufang.activities.choices import AgeBand, Counted, Method, Places, Stage
from shufang.activities.models import Activity, Category, Registration
from shufang.lake import ask, rows_behind
from shufang.people.actions.family.erase_family import erase_family
from shufang.people.models import Household, User
from shufang.places.models import Site
from shufang.reports.queries.evidence import Evidence
from shufang.shared.period import Period
from shufang.shared.roles import Role
from tests.cast import ClientAs, make_family
from tests.factories import state_count
from tests.factories.came import answered
from tests.factories.planned import by_draw, plan_ahead, with_places
from tests.factories.programs import program

pytestmark = pytest.mark.django_db
JUNE = Period(date(2031, 6, 1), date(2031, 6, 30))
JULY = Period(date(2031, 7, 1), date(2031, 7, 31))
TO_JULY = Period(date(2031, 5, 1), date(2031, 7, 31))
_numbers = count(1)
CHINA = timezone.get_fixed_timezone(480)
BY_HAND: dict[str, float] = {
    "activities_held": 8,  # craft, draw, corner, stars, paper, stated, ledger, corrected
    "registrations": 14,  # 5 craft, 3 draw, 3 stars, 3 paper
    "cancelled": 1,
    "waiting": 1,  # who was not drawn
    "sign_ins": 21,  # 4 craft, 2 draw, 2 stars, 1 paper, 7 stated, 2 ledger, 3 corrected
    "attendees": 32,  # 8 craft, 4 draw, 10 corner, 4 stars, 2 paper, 4 ledger
    "households_served": 4,  # Zhang in three activities, Chen, Li, Wu; Xu is on paper only
    "first_time_households": 3,  # not Zhang, who came in May
    "sign_ins_per_activity": 3,  # 21 in 7; of the corner they are not known
    "show_up_rate": 100 * 8 / 11,  # 3 + 2 + 2 + 1 came; 1 + 1 + 1 did not
    "fill_rate": 100 * 10 / 15,  # 5 of 6 children, 2 of 2, 2 of 3, 1 of 4
    "pulse_answers": 6,
    "satisfaction_rate": 100 * 4 / 6,
}
GRADES = {"A": 6, "B": 4, "C": 1, "stated": 10}
MISSING = {"sign_ins": 1, "attendees": 2, "households_served": 8, "fill_rate": 0}
NOTHING: dict[str, float | None] = {
    **dict.fromkeys(BY_HAND, 0),
    **dict.fromkeys(("sign_ins_per_activity", "show_up_rate", "fill_rate", "satisfaction_rate")),
}


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2031, month, day, hour, minute, tzinfo=CHINA)


def registers(activity: Activity, who: Household | str, kids: int = 1) -> Registration:
    children = tuple(Kid(f"孩子{n}", 2025, 2) for n in range(kids))
    family = {"phone": who} if isinstance(who, str) else {"household": who}
    return register(activity=activity, party=Party(1, children), **family)


def comes(activity: Activity, method: Method, adults: int, kids: int, **who: Any) -> Any:
    key = f"arrival {next(_numbers)}"
    return sign_in(activity=activity, method=method, key=key, adults=adults, children=kids, **who)


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(at(5, 1, 9), tick=False) as clock:
        yield clock


@pytest.fixture
def june(clock: Any, operator: User, tea_room: Site, taiping: Site) -> None:
    zhang, chen, li, wu, xu = (
        make_family(f"{name}家", f"1370000000{n}", ("豆豆", 2025, 2))
        for n, name in enumerate("张陈李吴许")
    )
    may = plan_ahead(tea_room, title="五月", starts=at(5, 10, 10))
    with_places(may, 3)
    clock.move_to(at(5, 10, 10))
    comes(may, Method.STAFF_LIST, 1, 1, household=zhang, user=operator)
    clock.move_to(at(5, 20, 9))
    _craft(clock, operator, tea_room, zhang, chen, li)
    _draw(clock, taiping)
    _corner_and_called_off(clock, operator, tea_room, taiping, zhang)
    _paper(clock, operator, tea_room, zhang, xu)
    _ledger(clock, operator, tea_room, taiping, zhang)
    _stars(clock, operator, tea_room, wu)
    clock.move_to(at(7, 5, 9))
    mark_absent_due()
    end_waiting()
    erase_family(household=chen)


def _craft(
    clock: Any, operator: User, room: Site, zhang: Household, chen: Household, li: Household
) -> None:
    """Six children's places: a family brings one of two, a stranger walks in, one stays away."""
    activity = plan_ahead(room, title="扎染", starts=at(6, 7, 10))
    with_places(activity, 6, counted=Counted.CHILD, walk_ins=True)
    two, one, third = (registers(activity, f, k) for f, k in ((zhang, 2), (chen, 1), (li, 1)))
    registers(activity, "13600000001")
    gone = registers(activity, "13600000002")
    cancel_registration(registration=gone, actor=operator, reason="家里有事")
    clock.move_to(at(6, 7, 10))
    comes(activity, Method.STAFF_LIST, 1, 1, registration=two, user=operator)
    comes(activity, Method.KIOSK, 1, 1, registration=one)
    comes(activity, Method.POSTER, 1, 1, registration=third)
    comes(activity, Method.STAFF_LIST, 1, 1, name="路过", user=operator)
    answered(activity, 5, 5)
    clock.move_to(at(6, 9, 9))
    mark_absent_due()
    clock.move_to(at(5, 20, 9))


def _draw(clock: Any, room: Site) -> None:
    activity = plan_ahead(room, title="抽签", starts=at(6, 8, 10))
    by_draw(activity, 2)
    commit_seed(activity)
    for n in range(3):
        registers(activity, f"1360000001{n}")
    clock.move_to(at(6, 7, 11))
    run_draw(activity=activity)
    clock.move_to(at(6, 8, 10))
    for won in activity.registrations.filter(stage__in=(Stage.CONFIRMED, Stage.OFFERED)):
        comes(activity, Method.KIOSK, 1, 1, registration=won)
    end_waiting()


def _corner_and_called_off(
    clock: Any, operator: User, tea_room: Site, taiping: Site, zhang: Household
) -> None:
    corner = plan_ahead(tea_room, title="阅读角", starts=at(6, 10, 10))
    with_places(corner, 0, way=Places.OPEN)
    called_off = plan_ahead(taiping, title="台风", starts=at(6, 12, 10))
    with_places(called_off, 5)
    registers(called_off, zhang)
    clock.move_to(at(6, 10, 10))
    for band, heads in ((AgeBand.ADULT, 5), (AgeBand.TODDLER, 2), (AgeBand.PRESCHOOL, 3)):
        count_heads(activity=corner, band=band, heads=heads, key=f"{band}", user=operator)
    call_off(actor=operator, activity=called_off, reason="台风")


def _paper(clock: Any, operator: User, room: Site, zhang: Household, xu: Household) -> None:
    """One signs in, one is on paper that nobody confirms, one was tapped by mistake."""
    activity = plan_ahead(room, title="纸上", starts=at(6, 14, 10))
    with_places(activity, 4)
    came, paper, wrong = (registers(activity, who) for who in (zhang, xu, "13600000003"))
    clock.move_to(at(6, 14, 10))
    comes(activity, Method.STAFF_LIST, 1, 1, registration=came, user=operator)
    mistake = comes(activity, Method.STAFF_LIST, 1, 1, registration=wrong, user=operator)
    clock.move_to(at(6, 14, 20))
    comes(activity, Method.PAPER, 1, 1, registration=paper, user=operator, reason="纸质表")
    void_check_in(check_in=mistake, actor=operator, reason="点错了")
    clock.move_to(at(6, 16, 9))
    mark_absent_due()


def _ledger(clock: Any, operator: User, tea_room: Site, taiping: Site, zhang: Household) -> None:
    """Stated only; a ledger's 20 beside two sign-ins; one written under the wrong month."""
    beside = plan_ahead(tea_room, title="台账旁", starts=at(6, 20, 10))
    with_places(beside, 0, way=Places.OPEN)
    clock.move_to(at(6, 20, 10))
    comes(beside, Method.STAFF_LIST, 1, 2, household=zhang, user=operator)
    comes(beside, Method.STAFF_LIST, 1, 0, name="老人", user=operator)
    state_count(beside, sign_ins=20, attendees=45)
    category = Category.objects.get(name="成人阅读")
    said: dict[str, Any] = {"category": category, "national_type": "other"}
    clock.move_to(at(6, 21, 9))
    add_activity(
        actor=operator,
        details=Details(site=taiping, title="沙龙", day=date(2031, 6, 15), sign_ins=7, **said),
    )
    wrong_month = Details(site=taiping, title="补记", day=date(2031, 5, 31), sign_ins=3, **said)
    activity = add_activity(actor=operator, details=wrong_month)
    assert ask("sign_ins", Period(date(2031, 5, 31), date(2031, 5, 31))).total.value == 3
    right = Details(site=taiping, title="补记", day=date(2031, 6, 1), sign_ins=3, **said)
    correct_activity(actor=operator, activity=activity, details=right, reason="日期写错")


def _stars(clock: Any, operator: User, room: Site, wu: Household) -> None:
    """From ten at night on the last day to one in the morning: all of it is June's."""
    activity = plan_ahead(room, title="观星", starts=at(6, 30, 22), minutes=180)
    with_places(activity, 3)
    family = registers(activity, wu)
    registers(activity, "13600000004")
    asker = program(Role.SITE_STAFF, site=room)
    body = {"activity": activity.pk, "phone": "13600000005", "adults": 1,
            "children": [{"nickname": "小星", "birth_year": 2025, "birth_month": 2}]}  # fmt: skip
    made = asker.post("registrations", body).json()
    clock.move_to(at(7, 1, 0, 30))
    comes(activity, Method.STAFF_SCAN, 1, 1, registration=family, user=operator)
    said = asker.post("check-ins", {"activity": activity.pk, "registration": made["id"]})
    assert said.json()["at"] == "2031-06-30T16:30:00Z"
    answered(activity, 5, 4, 3, 2)


@pytest.mark.usefixtures("june")
class TestJune:
    def test_the_lake_says_what_was_counted_by_hand(self) -> None:
        said = {code: ask(code, JUNE).total.value for code in BY_HAND}
        assert said == pytest.approx(BY_HAND)
        assert {code: ask(code, JUNE).total.missing for code in MISSING} == MISSING
        grades = ask("sign_ins", JUNE, ("grade",)).rows
        assert {row.keys[0]: row.value for row in grades if row.value} == GRADES

    def test_what_nobody_counted_is_not_known_and_what_did_not_happen_is_0(self) -> None:
        assert {code: ask(code, JULY).total.value for code in BY_HAND} == NOTHING
        rooms = {row.names[0]: row.value for row in ask("attendees", JUNE, ("site",)).rows}
        assert rooms == {"茶园小学智慧书房": 28, "太平智慧书房": 4}
        served = {row.names[0]: row for row in ask("households_served", JUNE, ("site",)).rows}
        assert served["太平智慧书房"].value is None  # guests, and a stated count
        satisfied = [row.value for row in ask("satisfaction_rate", JUNE, ("category",)).rows]
        assert satisfied[0] == pytest.approx(100 * 4 / 6)

    def test_a_family_is_one_over_rooms_and_months(self) -> None:
        assert ask("households_served", TO_JULY).total.value == 4
        months = {
            row.names[0]: row.value for row in ask("households_served", TO_JULY, ("month",)).rows
        }
        assert months == {"2031-05": 1, "2031-06": 4}
        assert ask("first_time_households", TO_JULY).total.value == 4  # Zhang's was in May

    def test_everything_that_prints_figures_says_the_same(
        self, client_as: ClientAs, assessor: User, capsys: pytest.CaptureFixture[str]
    ) -> None:
        asker, evidence = program(Role.AUDITOR), Evidence(JUNE, "en")
        client, span = client_as(assessor), "from=2031-06-01&to=2031-06-30"
        page = client.get(f"/desk/?{span}").content.decode()
        for code, value in BY_HAND.items():
            said = asker.get(f"measures/{code}", **{"from": "2031-06-01", "to": "2031-06-30"})
            assert said.json()["total"]["value"] == pytest.approx(value), code
            call_command("measure", code, "--from", "2031-06-01", "--to", "2031-06-30")
            assert f"{value:,.6f}" if value % 1 else f"{value:,.0f}" in capsys.readouterr().out
            if code not in ("pulse_answers", "attendees", "sign_ins_per_activity"):
                assert evidence.total(code) == pytest.approx(value), code
                assert f"/{code}/" in page, code
        for code, column, key in (
            ("sign_ins", "签到数", "households"), ("attendees", "参与人次", "attendees")
        ):  # fmt: skip
            rows = rows_behind(code, JUNE, {}, limit=None).rows
            assert sum(row[key] or 0 for row in rows) == BY_HAND[code]
            text = client.get(f"/desk/figures/{code}/rows.csv?{span}").getvalue()
            lines = csv.DictReader(io.StringIO(text.decode("utf-8-sig")))
            assert sum(float(line[column] or 0) for line in lines) == BY_HAND[code]
        for code in ("registrations", "cancelled", "waiting"):
            assert rows_behind(code, JUNE, {}).total == BY_HAND[code]
        rows = rows_behind("households_served", JUNE, {}, limit=None).rows
        families: dict[int, list[bool]] = {row["household"]: [] for row in rows if row["household"]}
        for row in rows:
            families.get(row["household"], []).append(row["first_time"])
        assert len(families) == BY_HAND["households_served"]
        assert sum(map(any, families.values())) == BY_HAND["first_time_households"]

    def test_nothing_changes_by_itself_afterwards(self, clock: Any) -> None:
        clock.move_to(at(8, 20, 9) + timedelta(days=1))
        mark_absent_due()
        end_waiting()
        assert {c: ask(c, JUNE).total.value for c in BY_HAND} == pytest.approx(BY_HAND)
