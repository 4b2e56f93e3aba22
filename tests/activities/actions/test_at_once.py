"""Two people, or two windows of one, at the same record at the same moment."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404

from shufang.activities.actions.add_activity import add_activity
from shufang.activities.actions.cancel_activity import cancel_activity
from shufang.activities.actions.correct_activity import correct_activity
from shufang.activities.actions.details import Details
from shufang.activities.actions.record_media_report import (
    ReportDetails,
    correct_media_report,
    record_media_report,
    remove_media_report,
)
from shufang.activities.choices import NationalType, State
from shufang.activities.models import Activity, Category, MediaReport
from shufang.people.models import User
from shufang.places.models import Site
from shufang.shared.models import LogEntry
from tests.factories import make_activity, make_report, state_count
from tests.meanwhile import meanwhile

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2025, 3, 8)


@pytest.fixture
def activity(tea_room: Site) -> Activity:
    found = make_activity(tea_room, DAY)
    state_count(found, sign_ins=10)
    return found


def details(site: Site, **changes: object) -> Details:
    category = Category.objects.get(name="亲子阅读")
    plain = Details(site, category, NationalType.OTHER, "讲故事", DAY, sign_ins=10)
    return replace(plain, **changes)  # type: ignore[arg-type]


def test_a_correction_does_not_take_a_cancellation_back(
    activity: Activity, tea_room: Site, operator: User
) -> None:
    stale = Activity.objects.get(pk=activity.pk)
    with meanwhile(lambda: cancel_activity(actor=operator, activity=activity, reason="下雨")):
        correct_activity(
            actor=operator, activity=stale, details=details(tea_room, sign_ins=12), reason="漏记"
        )
    now = Activity.objects.get(pk=activity.pk)
    assert now.state == State.CANCELLED
    assert now.stated.sign_ins == 12


def test_the_log_tells_what_stood_there_and_not_what_somebody_had_seen(
    activity: Activity, tea_room: Site, operator: User
) -> None:
    stale = Activity.objects.get(pk=activity.pk)
    first = details(tea_room, sign_ins=12)
    with meanwhile(
        lambda: correct_activity(actor=operator, activity=activity, details=first, reason="漏记")
    ):
        correct_activity(
            actor=operator, activity=stale, details=details(tea_room, sign_ins=50), reason="再改"
        )
    entries = LogEntry.objects.filter(deed="activities.correct").order_by("id")
    assert [entry.detail["sign_ins"] for entry in entries] == [["10", "12"], ["12", "50"]]


@pytest.mark.parametrize("deed", ["correct", "cancel", "report"])
def test_what_an_undone_import_took_away_stays_away(
    activity: Activity, tea_room: Site, operator: User, deed: str
) -> None:
    stale = Activity.objects.get(pk=activity.pk)
    paper = ReportDetails("禾城日报", DAY)
    deeds: dict[str, Callable[[], object]] = {
        "correct": lambda: correct_activity(
            actor=operator, activity=stale, details=details(tea_room, sign_ins=12), reason="漏记"
        ),
        "cancel": lambda: cancel_activity(actor=operator, activity=stale, reason="下雨"),
        "report": lambda: record_media_report(actor=operator, activity=stale, details=paper),
    }
    with meanwhile(activity.delete), pytest.raises(Http404):
        deeds[deed]()
    assert not Activity.objects.exists()
    assert not MediaReport.objects.exists()


def test_the_same_activity_sent_twice_at_once_is_one(tea_room: Site, operator: User) -> None:
    with (
        meanwhile(lambda: add_activity(actor=operator, details=details(tea_room))),
        pytest.raises(ValidationError, match="同名活动"),
    ):
        add_activity(actor=operator, details=details(tea_room))
    assert Activity.objects.count() == 1


def test_the_same_report_sent_twice_at_once_is_one(activity: Activity, operator: User) -> None:
    paper = ReportDetails("禾城日报", DAY)
    with (
        meanwhile(lambda: record_media_report(actor=operator, activity=activity, details=paper)),
        pytest.raises(ValidationError, match="登记过"),
    ):
        record_media_report(actor=operator, activity=activity, details=paper)
    assert MediaReport.objects.count() == 1


@pytest.mark.parametrize("deed", ["correct", "remove"])
def test_a_report_that_was_removed_stays_removed(
    activity: Activity, operator: User, deed: str
) -> None:
    report = make_report(activity)
    stale = MediaReport.objects.get(pk=report.pk)
    other = ReportDetails("禾城晚报", DAY)
    deeds: dict[str, Callable[[], object]] = {
        "correct": lambda: correct_media_report(
            actor=operator, report=stale, details=other, reason="改名"
        ),
        "remove": lambda: remove_media_report(actor=operator, report=stale, reason="重复"),
    }
    with (
        meanwhile(lambda: remove_media_report(actor=operator, report=report, reason="重复")),
        pytest.raises(Http404),
    ):
        deeds[deed]()
    assert not MediaReport.objects.exists()
    assert LogEntry.objects.filter(deed="activities.remove_media_report").count() == 1


def test_what_is_added_stands_in_the_log_as_it_was_stated(tea_room: Site, operator: User) -> None:
    added = add_activity(actor=operator, details=details(tea_room))
    record_media_report(
        actor=operator, activity=added, details=ReportDetails("禾城日报", DAY, title="春天")
    )
    said = {entry.deed: entry.detail for entry in LogEntry.objects.all()}
    assert said["activities.add"]["sign_ins"] == ["", "10"]
    assert said["activities.add"]["day"] == ["", "2025-03-08"]
    assert said["activities.record_media_report"]["outlet"] == ["", "禾城日报"]
