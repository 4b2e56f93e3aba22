"""The plan of one activity, to read; what may be done with it is in `steps.py`."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from shufang.activities.actions.planning.draft import rule_values
from shufang.activities.actions.planning.scopes import ALL, changeable
from shufang.activities.choices import AHEAD, UNAPPROVED, UNSENT, State
from shufang.activities.forms.planning.comment import RemarkForm
from shufang.activities.forms.planning.tables import from_plan
from shufang.activities.models import Activity
from shufang.activities.policy import may_change_activities_at
from shufang.activities.queries.planning.access import (
    may_approve,
    may_comment,
    plan_for,
)
from shufang.activities.queries.planning.days_off import note_of
from shufang.activities.queries.planning.earlier import lessons
from shufang.activities.queries.planning.tables import SHAPES, budget_total, yuan
from shufang.people.models import User
from shufang.people.policy import sites_of
from shufang.people.queries.account import account
from shufang.shared.audience import staff
from shufang.shared.roles import Role


@staff
@require_safe
def plan_page(request: HttpRequest, pk: int) -> HttpResponse:
    user = account(request)
    activity = plan_for(user, pk)
    return render(request, "activities/planning/plan.html", page_context(user, activity))


def page_context(user: User, activity: Activity) -> dict[str, Any]:
    """Everything the plan's page and its panel show."""
    plan = activity.plan
    tables = [
        from_plan(code, getattr(plan, code))
        for code in SHAPES
        if code != "questions" and getattr(plan, code)
    ]
    return {
        "activity": activity,
        "plan": plan,
        "rules": getattr(activity, "rules", None),
        "times": rule_values(activity),
        "tables": tables,
        "budget": yuan(budget_total(plan.budget)),
        "comments": activity.comments.select_related("user"),
        "lessons": [each for each in lessons(like=activity) if each.activity.pk != activity.pk],
        "note": note_of(activity) if activity.state in AHEAD else "",
        "comment_form": RemarkForm(),
        **standing(user, activity),
    }


def standing(user: User, activity: Activity) -> dict[str, Any]:
    """How far the plan is, and what this reader may do about it."""
    may_change = may_change_activities_at(user, activity.site)
    ahead = activity.state in AHEAD
    rooms = sites_of(user, Role.LIBRARY, Role.OPERATOR, Role.SITE_STAFF)
    off = activity.state == State.CANCELLED
    to_come = activity.starts_at is not None and activity.starts_at > timezone.now()
    states = (State.CANCELLED,) if off else AHEAD
    dates = changeable(activity, ALL, rooms, states) if activity.series and (ahead or off) else []
    holding = activity.hold_until is not None and activity.hold_until > timezone.now()
    return {
        "ahead": ahead,
        "waits": activity.state in UNAPPROVED,
        "holding": holding or activity.state == State.SCHEDULED,
        "may_change": may_change,
        "may_edit": may_change and ahead,
        "may_submit": may_change and activity.state in UNSENT,
        "may_approve": may_approve(user) and activity.state == State.SUBMITTED,
        "may_comment": may_comment(user, activity),
        "may_restore": may_change and off and to_come,
        "may_publish": may_change and activity.state == State.SCHEDULED,
        "dates": dates,
        "later": [each for each in dates if each.day >= activity.day],
    }
