"""Media reports: once each, corrected with a reason, removed with their words in the log."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from shufang.activities.actions.record_media_report import (
    ReportDetails,
    correct_media_report,
    record_media_report,
    remove_media_report,
)
from shufang.activities.models import Activity, MediaReport
from shufang.lake import ask
from shufang.people.models import User
from shufang.places.models import Site
from shufang.shared.models import LogEntry
from shufang.shared.period import Period
from tests.activities.stating import DAY, YEAR
from tests.factories import make_activity

PERIOD = Period(*YEAR)
REPORT = ReportDetails(outlet="禾城日报", day=DAY, title="书房里的周末")


@pytest.fixture
def activity(tea_room: Site) -> Activity:
    return make_activity(tea_room, DAY)


@pytest.fixture
def report(operator: User, activity: Activity) -> MediaReport:
    return record_media_report(actor=operator, activity=activity, details=REPORT)


def test_it_is_counted_and_logged(report: MediaReport) -> None:
    assert ask("media_reports", PERIOD).total.value == 1
    assert LogEntry.objects.get().deed == "activities.record_media_report"


def test_the_same_outlet_and_headline_is_refused(
    operator: User, activity: Activity, report: MediaReport
) -> None:
    again = replace(REPORT, outlet=" 禾城 日报")
    with pytest.raises(ValidationError) as refusal:
        record_media_report(actor=operator, activity=activity, details=again)
    assert list(refusal.value.message_dict) == ["outlet"]
    other = replace(REPORT, title="另一篇")
    second = record_media_report(actor=operator, activity=activity, details=other)
    with pytest.raises(ValidationError):
        correct_media_report(actor=operator, report=second, details=REPORT, reason="改标题")


def test_a_day_to_come_is_refused(operator: User, activity: Activity, report: MediaReport) -> None:
    later = replace(REPORT, title="另一篇", day=date(2090, 1, 1))
    with pytest.raises(ValidationError) as refusal:
        record_media_report(actor=operator, activity=activity, details=later)
    assert list(refusal.value.message_dict) == ["day"]
    with pytest.raises(ValidationError):
        correct_media_report(actor=operator, report=report, details=later, reason="改日子")


def test_a_correction_moves_it_between_months(operator: User, report: MediaReport) -> None:
    assert ask("media_reports", PERIOD, where={"month": date(2025, 3, 1)}).total.value == 1
    moved = replace(REPORT, day=date(2025, 4, 2))
    correct_media_report(actor=operator, report=report, details=moved, reason="四月刊出")
    assert ask("media_reports", PERIOD, where={"month": date(2025, 3, 1)}).total.value == 0
    assert ask("media_reports", PERIOD, where={"month": date(2025, 4, 1)}).total.value == 1
    entry = LogEntry.objects.get(deed="activities.correct_media_report")
    assert (entry.reason, entry.detail) == ("四月刊出", {"day": ["2025-03-08", "2025-04-02"]})


def test_a_correction_needs_a_reason_and_a_difference(operator: User, report: MediaReport) -> None:
    correct_media_report(actor=operator, report=report, details=REPORT, reason="")
    other = replace(REPORT, title="别的")
    with pytest.raises(ValidationError):
        correct_media_report(actor=operator, report=report, details=other, reason="")
    assert LogEntry.objects.count() == 1


def test_removed_it_is_no_longer_counted_and_the_log_keeps_what_it_said(
    operator: User, report: MediaReport
) -> None:
    with pytest.raises(ValidationError):
        remove_media_report(actor=operator, report=report, reason="")
    remove_media_report(actor=operator, report=report, reason="没有这篇")
    assert not MediaReport.objects.exists()
    assert ask("media_reports", PERIOD).total.value == 0
    kept = LogEntry.objects.get(deed="activities.remove_media_report").detail
    assert (kept["outlet"], kept["title"]) == (["禾城日报", ""], ["书房里的周末", ""])
