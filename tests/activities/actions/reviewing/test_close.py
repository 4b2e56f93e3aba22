"""Writing a debrief, closing an activity, opening it again."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from shufang.activities.actions.reviewing.close import close_activity, reopen_activity
from shufang.activities.actions.reviewing.write import Debrief, write_review
from shufang.activities.choices import Grade, State
from shufang.activities.models import Activity, Category, Review
from shufang.activities.queries.reviewing.missing import missing
from shufang.activities.queries.reviewing.waiting import awaiting_review
from shufang.lake import ask
from shufang.people.models import User
from shufang.places.models import Site
from shufang.shared.models import LogEntry
from shufang.shared.period import Period
from tests.factories import make_activity, make_report
from tests.factories.came import check_in
from tests.factories.planned import plan_ahead
from tests.factories.reviewed import WRITTEN, confirmed, held_yesterday

pytestmark = pytest.mark.django_db


@pytest.fixture
def over(tea_room: Site) -> Activity:
    return held_yesterday(tea_room)


def write(operator: User, activity: Activity, debrief: Debrief = WRITTEN) -> None:
    write_review(actor=operator, activity=activity, confirmed=confirmed(activity), debrief=debrief)


def test_a_whole_review_closes_the_activity_and_it_counts_as_held(
    operator: User, over: Activity
) -> None:
    write(operator, over)
    assert ask("activities_held", Period(over.day, over.day)).total.value == 0
    close_activity(actor=operator, activity=over)
    over.refresh_from_db()
    assert over.state == State.HELD
    assert over.closed_at is not None
    assert ask("activities_held", Period(over.day, over.day)).total.value == 1
    assert ask("sign_ins", Period(over.day, over.day)).total.value == 12
    assert LogEntry.objects.filter(deed="activities.close").count() == 1


def test_another_category_is_that_of_its_media_reports_too_whenever_they_came_out(
    operator: User, over: Activity
) -> None:
    before, after = Category.objects.order_by("pk")[:2]
    Activity.objects.filter(pk=over.pk).update(category=before)
    over.refresh_from_db()
    report = make_report(over, day=over.day + timedelta(days=40))
    month = Period(report.day, report.day)
    counted = {"category": after.pk}
    assert ask("media_reports", month, where=counted).total.value == 0
    wanted = replace(confirmed(over), category=after)
    write_review(actor=operator, activity=over, confirmed=wanted, debrief=WRITTEN)
    assert ask("media_reports", month, where=counted).total.value == 1


def test_closing_twice_is_closing_once(operator: User, over: Activity) -> None:
    write(operator, over)
    close_activity(actor=operator, activity=over)
    close_activity(actor=operator, activity=over)
    assert LogEntry.objects.filter(deed="activities.close").count() == 1


def test_closing_is_refused_with_all_that_is_missing(operator: User, over: Activity) -> None:
    Activity.objects.filter(pk=over.pk).update(audience="")
    over.refresh_from_db()
    check_in(over, grade=Grade.D)
    with pytest.raises(ValidationError) as refusal:
        close_activity(actor=operator, activity=over)
    codes = [each.code for each in refusal.value.error_list]
    assert codes == [
        "audience", "count", "unconfirmed", "results", "highlights", "problems", "causes",
        "improvements", "decision", "cost", "photos", "media",
    ]  # fmt: skip
    over.refresh_from_db()
    assert over.closed_at is None


def test_an_activity_that_goes_on_can_not_be_closed(operator: User, tea_room: Site) -> None:
    ahead = plan_ahead(tea_room)
    write(operator, ahead)
    assert [each.code for each in missing(ahead)] == ["ended"]
    with pytest.raises(ValidationError):
        close_activity(actor=operator, activity=ahead)


def test_what_was_free_cost_nothing_and_that_is_an_answer(operator: User, over: Activity) -> None:
    write(operator, over, Debrief(**{**WRITTEN.__dict__, "cost": 0}))
    assert not missing(over)


def test_what_is_closed_changes_only_after_it_was_opened_with_a_reason(
    operator: User, over: Activity
) -> None:
    write(operator, over)
    close_activity(actor=operator, activity=over)
    other = Debrief(**{**WRITTEN.__dict__, "problems": "没有"})
    with pytest.raises(ValidationError, match="已经结项"):
        write(operator, over, other)
    with pytest.raises(ValidationError, match="原因"):
        reopen_activity(actor=operator, activity=over, reason=" ")
    reopen_activity(actor=operator, activity=over, reason="花费写错了")
    with pytest.raises(ValidationError, match="没有结项"):
        reopen_activity(actor=operator, activity=over, reason="又点了一次")
    assert LogEntry.objects.get(deed="activities.reopen").reason == "花费写错了"
    write(operator, over, other)
    assert Review.objects.get(activity=over).problems == "没有"


def test_nobody_writes_about_what_was_called_off(operator: User, tea_room: Site) -> None:
    cancelled = held_yesterday(tea_room)
    Activity.objects.filter(pk=cancelled.pk).update(state=State.CANCELLED)
    with pytest.raises(ValidationError):
        write(operator, cancelled)


def test_fewer_heads_than_households_are_refused(operator: User, over: Activity) -> None:
    with pytest.raises(ValidationError, match="不能少于签到数"):
        write_review(
            actor=operator,
            activity=over,
            confirmed=confirmed(over, sign_ins=12, attendees=3),
            debrief=WRITTEN,
        )


def test_writing_the_same_again_leaves_no_trace(operator: User, over: Activity) -> None:
    write(operator, over)
    write(operator, over)
    assert LogEntry.objects.filter(deed="activities.write_review").count() == 1


def test_what_waits_for_review_is_what_was_planned_here_and_is_over(
    operator: User, site_staff: User, tea_room: Site, taiping: Site, over: Activity
) -> None:
    elsewhere = held_yesterday(taiping)
    plan_ahead(tea_room)
    make_activity(tea_room, timezone.localdate() - timedelta(days=30))  # a ledger's
    assert set(awaiting_review(operator)) == {over, elsewhere}
    assert set(awaiting_review(site_staff)) == {over}
    write(operator, over)
    close_activity(actor=operator, activity=over)
    assert set(awaiting_review(operator)) == {elsewhere}
