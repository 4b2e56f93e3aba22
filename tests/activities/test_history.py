"""What was done to an activity reads in words, whichever of its rows a field stands on."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils import translation

from shufang.activities.actions.planning.write import written
from shufang.activities.choices import Stage
from shufang.activities.queries.planning.tables import SHAPES
from shufang.people.actions.note_family_access import note_family_access
from shufang.people.models import User
from shufang.places.models import Site
from shufang.shared.history import Change, lines
from shufang.shared.models import LogEntry
from tests.factories import make_activity
from tests.factories.came import check_in, registered


def change(detail: dict[str, list[Any]], subject: str = "activities.activity:1") -> Change:
    entry = LogEntry(
        at=datetime(2026, 11, 22, tzinfo=UTC),
        actor="shufang",
        deed="activities.review",
        subject=subject,
        detail=detail,
    )
    (line,) = lines([entry])
    assert line.actor in ("系统", "System")
    return line.changes[0]


def test_a_decision_reads_in_words_on_a_plan_and_on_a_debrief() -> None:
    assert change({"decision": [None, "approve"]}).after == "批准"
    assert change({"decision": [None, "repeat"]}).after == "继续办"


def test_money_is_kept_in_fen_and_read_in_yuan() -> None:
    cost = change({"cost": [None, 72050]})
    assert (cost.field, cost.before, cost.after) == ("实际花费", "—", "720.50 元")
    with translation.override("en"):
        cost = change({"cost": [72000, 0]})
    assert (cost.field, cost.before, cost.after) == ("Actual cost", "720 yuan", "0 yuan")
    budget = [{"item": "彩纸", "unit_price": 1250, "quantity": 4, "source": ""}]
    assert written(budget, SHAPES["budget"]) == "彩纸 12.50 4"


def test_why_a_tablets_entry_waited_reads_in_words() -> None:
    assert change({"conflict": ["full", ""]}) == Change("冲突", "名额已满。", "—")


@pytest.mark.django_db
def test_the_log_names_nobody_who_came_or_registered(tea_room: Site) -> None:
    activity = make_activity(tea_room, date(2024, 9, 7))
    came = check_in(activity, name="许先生")
    party = registered(activity, Stage.CONFIRMED, name="许先生")
    assert change({"check_in": ["", came.pk]}).after == f"一户 {came.pk}"
    assert change({"registration": ["", party.pk]}).after == f"一组 {party.pk}"


@pytest.mark.django_db
def test_a_look_at_guests_reads_in_the_language_of_the_page(operator: User) -> None:
    note_family_access(operator, [None, None], "签到名单")
    with translation.override("en"):
        (line,) = lines(LogEntry.objects.filter(deed="people.see_guests"))
        assert [(each.field, each.after) for each in line.changes] == [
            ("Page", "Sign-in list"),
            ("Families without an account", "2"),
        ]


def test_what_a_family_does_is_told_as_a_familys() -> None:
    (line,) = lines([LogEntry(actor="family", deed="activities.appeal", subject="x", detail={})])
    assert line.actor == "读者家庭"


@pytest.mark.parametrize(
    "title",
    ["2024-02-30T24:00", "9999-12-31T23:59-12:00", "0001-01-01 00:00+14:00", "2024-05-01T8"],
)
def test_a_title_that_looks_like_a_moment_stays_a_title(title: str) -> None:
    assert change({"title": ["旧名", title]}).after == title
