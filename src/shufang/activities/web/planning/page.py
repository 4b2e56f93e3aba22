"""The plan of one activity: read it, and take it through approval to its readers."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from shufang.activities.actions.planning.approve import (
    approve_plan,
    comment_on_plan,
    return_plan,
    submit_plan,
)
from shufang.activities.actions.planning.call_off import call_off
from shufang.activities.actions.planning.draft import rule_values
from shufang.activities.actions.planning.hold_place import renew_hold
from shufang.activities.actions.planning.publish import publish_activity, unpublish_activity
from shufang.activities.actions.planning.refusals import SlotError
from shufang.activities.actions.planning.series import ONE, SCOPES, changeable, for_each_date
from shufang.activities.actions.planning.templates import save_as_template
from shufang.activities.choices import AHEAD, State
from shufang.activities.forms.planning.tables import from_plan
from shufang.activities.models import Activity
from shufang.activities.policy import may_change_activities_at
from shufang.activities.queries.planning.access import (
    may_approve,
    may_comment,
    plan_for,
    plan_to_approve,
    plan_to_change,
    plan_to_comment,
)
from shufang.activities.queries.planning.days_off import note_of
from shufang.activities.queries.planning.earlier import lessons
from shufang.activities.queries.planning.slots import WAITING
from shufang.activities.queries.planning.tables import SHAPES, budget_line, yuan
from shufang.people.models import User
from shufang.people.policy import sites_of
from shufang.people.queries.account import account
from shufang.shared.audience import audience, staff
from shufang.shared.reasons import ReasonForm
from shufang.shared.roles import Role

MAY_PLAN = (Role.OPERATOR, Role.SITE_STAFF)
OPEN = (State.DRAFT, State.RETURNED)


class TextForm(forms.Form):
    """What somebody says about a plan."""

    text = forms.CharField(
        label=gettext_lazy("意见"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


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
        "budget": yuan(sum(budget_line(row) for row in plan.budget)),
        "comments": activity.comments.select_related("user"),
        "lessons": [each for each in lessons(like=activity) if each.activity.pk != activity.pk],
        "note": note_of(activity) if activity.state in AHEAD else "",
        "text_form": TextForm(),
        **standing(user, activity),
    }


def standing(user: User, activity: Activity) -> dict[str, Any]:
    """How far the plan is, and what this reader may do about it."""
    may_change = may_change_activities_at(user, activity.site)
    ahead = activity.state in AHEAD
    rooms = sites_of(user, Role.LIBRARY, *MAY_PLAN)
    dates = changeable(activity, "all", rooms) if activity.series and ahead else []
    holding = activity.hold_until is not None and activity.hold_until > timezone.now()
    return {
        "ahead": ahead,
        "waits": activity.state in WAITING,
        "holding": holding or activity.state == State.SCHEDULED,
        "may_change": may_change,
        "may_edit": may_change and ahead,
        "may_submit": may_change and activity.state in OPEN,
        "may_approve": may_approve(user) and activity.state == State.SUBMITTED,
        "may_comment": may_comment(user, activity),
        "may_publish": may_change and activity.state == State.SCHEDULED,
        "dates": dates,
        "later": [each for each in dates if each.day >= activity.day],
    }


@audience(*MAY_PLAN)
@require_POST
def plan_submit(request: HttpRequest, pk: int) -> HttpResponse:
    activity = plan_to_change(account(request), pk)

    def do(each: Activity) -> None:
        submit_plan(actor=account(request), activity=each, text=_text(request))

    return _done(request, activity, OPEN, do, _("已提交 %(n)s 场，等图书馆审批。"))


@audience(Role.LIBRARY)
@require_POST
def plan_approve(request: HttpRequest, pk: int) -> HttpResponse:
    activity = plan_to_approve(account(request), pk)

    def do(each: Activity) -> None:
        approve_plan(actor=account(request), activity=each, text=_text(request))

    return _done(request, activity, (State.SUBMITTED,), do, _("已批准 %(n)s 场。"))


@audience(Role.LIBRARY)
@require_POST
def plan_return(request: HttpRequest, pk: int) -> HttpResponse:
    activity = plan_to_approve(account(request), pk)

    def do(each: Activity) -> None:
        return_plan(actor=account(request), activity=each, text=_text(request))

    return _done(request, activity, (State.SUBMITTED,), do, _("已退回 %(n)s 场，附上了你的意见。"))


@audience(Role.LIBRARY, *MAY_PLAN)
@require_POST
def plan_comment(request: HttpRequest, pk: int) -> HttpResponse:
    activity = plan_to_comment(account(request), pk)
    try:
        comment_on_plan(actor=account(request), activity=activity, text=_text(request))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("意见已记下。"))
    return redirect("planning:plan", pk)


@audience(*MAY_PLAN)
@require_POST
def plan_publish(request: HttpRequest, pk: int) -> HttpResponse:
    activity = plan_to_change(account(request), pk)

    def do(each: Activity) -> None:
        publish_activity(actor=account(request), activity=each)

    return _done(request, activity, (State.SCHEDULED,), do, _("已发布 %(n)s 场，读者能看到了。"))


@audience(*MAY_PLAN)
@require_POST
def plan_unpublish(request: HttpRequest, pk: int) -> HttpResponse:
    activity = plan_to_change(account(request), pk)

    def do(each: Activity) -> None:
        unpublish_activity(actor=account(request), activity=each)

    return _done(request, activity, (State.SCHEDULED,), do, _("已撤下 %(n)s 场，读者看不到了。"))


@audience(*MAY_PLAN)
@require_POST
def plan_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    activity = plan_to_change(account(request), pk)
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""

    def do(each: Activity) -> None:
        call_off(actor=account(request), activity=each, reason=reason)

    return _done(request, activity, AHEAD, do, _("已取消 %(n)s 场，区域已空出来。"))


@audience(*MAY_PLAN)
@require_POST
def plan_renew(request: HttpRequest, pk: int) -> HttpResponse:
    activity = plan_to_change(account(request), pk)

    def do(each: Activity) -> None:
        renew_hold(actor=account(request), activity=each)

    return _done(request, activity, WAITING, do, _("区域再留 14 天。"))


@audience(*MAY_PLAN)
@require_POST
def plan_keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the plan as a template."""
    activity = plan_to_change(account(request), pk)
    try:
        template = save_as_template(actor=account(request), activity=activity, name=_name(request))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("已存为模板“%(name)s”。") % {"name": template.name})
    return redirect("planning:plan", pk)


def _name(request: HttpRequest) -> str:
    try:
        return str(forms.CharField(max_length=120).clean(request.POST.get("name", "")))
    except ValidationError:
        return ""


def _text(request: HttpRequest) -> str:
    form = TextForm(request.POST)
    return form.cleaned_data["text"] if form.is_valid() else ""


def _done(
    request: HttpRequest,
    activity: Activity,
    states: tuple[State, ...],
    do: Callable[[Activity], None],
    text: str,
) -> HttpResponse:
    """Do it for one date, or for those of the scope that was chosen, and say what happened."""
    scope = request.POST.get("scope", ONE)
    try:
        rooms = sites_of(account(request), Role.LIBRARY, *MAY_PLAN)
        n = for_each_date(activity, scope if scope in SCOPES else ONE, states, do, sites=rooms)
    except SlotError as refusal:
        ways = _("；").join(choice.text for choice in refusal.choices)
        messages.error(request, refusal.text)
        if ways:
            messages.info(request, _("可以改策划：%(ways)s。") % {"ways": ways})
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        if n:
            messages.success(request, text % {"n": n})
        else:
            state = activity.get_state_display()
            refused = _("这一场现在是“%(state)s”，不能这样做。请刷新页面再看。")
            messages.error(request, refused % {"state": state})
    return redirect("planning:plan", activity.pk)
