"""What takes a plan on its way, for one date or several: approval, publishing, calling off."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shufang.activities.actions.planning.approve import (
    approve_plan,
    comment_on_plan,
    return_plan,
    submit_plan,
)
from shufang.activities.actions.planning.call_off import call_off
from shufang.activities.actions.planning.hold_place import renew_hold
from shufang.activities.actions.planning.publish import publish_activity, unpublish_activity
from shufang.activities.actions.planning.refusals import SlotError
from shufang.activities.actions.planning.restore import restore_plan
from shufang.activities.actions.planning.scopes import ONE, SCOPES, for_each_date
from shufang.activities.actions.planning.templates import save_as_template
from shufang.activities.choices import AHEAD, UNAPPROVED, UNSENT, State
from shufang.activities.forms.planning.comment import CommentForm
from shufang.activities.forms.planning.templates import TemplateNameForm
from shufang.activities.models import Activity
from shufang.activities.policy import may_change_activities_at
from shufang.activities.queries.planning.access import (
    plan_to_approve,
    plan_to_change,
    plan_to_comment,
)
from shufang.people.policy import sites_of
from shufang.people.queries.account import account
from shufang.shared.audience import audience
from shufang.shared.reasons import ReasonForm
from shufang.shared.roles import Role
from shufang.shared.web.refusals import refusals_told


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_POST
def plan_submit(request: HttpRequest, pk: int) -> HttpResponse:
    activity = plan_to_change(account(request), pk)

    def do(each: Activity) -> None:
        submit_plan(actor=account(request), activity=each, text=_text(request))

    return _done(request, activity, UNSENT, do, _("已提交 %(n)s 场，等图书馆审批。"))


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


@audience(Role.LIBRARY, Role.OPERATOR, Role.SITE_STAFF)
@require_POST
def plan_comment(request: HttpRequest, pk: int) -> HttpResponse:
    activity = plan_to_comment(account(request), pk)
    with refusals_told(request):
        comment_on_plan(actor=account(request), activity=activity, text=_text(request))
        messages.success(request, _("意见已记下。"))
    return redirect("planning:plan", pk)


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_POST
def plan_publish(request: HttpRequest, pk: int) -> HttpResponse:
    activity = plan_to_change(account(request), pk)

    def do(each: Activity) -> None:
        publish_activity(actor=account(request), activity=each)

    return _done(request, activity, (State.SCHEDULED,), do, _("已发布 %(n)s 场，读者能看到了。"))


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_POST
def plan_unpublish(request: HttpRequest, pk: int) -> HttpResponse:
    activity = plan_to_change(account(request), pk)

    def do(each: Activity) -> None:
        unpublish_activity(actor=account(request), activity=each)

    return _done(request, activity, (State.SCHEDULED,), do, _("已撤下 %(n)s 场，读者看不到了。"))


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_POST
def plan_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    activity = plan_to_change(account(request), pk)
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""

    def do(each: Activity) -> None:
        call_off(actor=account(request), activity=each, reason=reason)

    return _done(request, activity, AHEAD, do, _("已取消 %(n)s 场，区域已空出来。"))


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_POST
def plan_restore(request: HttpRequest, pk: int) -> HttpResponse:
    activity = plan_to_change(account(request), pk)
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""

    def do(each: Activity) -> None:
        restore_plan(actor=account(request), activity=each, reason=reason)

    said = _("已恢复 %(n)s 场，原来报名的人还在，会收到通知。")
    return _done(request, activity, (State.CANCELLED,), do, said)


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_POST
def plan_renew(request: HttpRequest, pk: int) -> HttpResponse:
    activity = plan_to_change(account(request), pk)

    def do(each: Activity) -> None:
        renew_hold(actor=account(request), activity=each)

    return _done(request, activity, UNAPPROVED, do, _("区域再留 14 天。"))


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_POST
def plan_keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the plan as a template."""
    activity = plan_to_change(account(request), pk)
    with refusals_told(request):
        template = save_as_template(actor=account(request), activity=activity, name=_name(request))
        messages.success(request, _("已存为模板“%(name)s”。") % {"name": template.name})
    return redirect("planning:plan", pk)


def _name(request: HttpRequest) -> str:
    form = TemplateNameForm(request.POST)
    return form.cleaned_data["name"] if form.is_valid() else ""


def _text(request: HttpRequest) -> str:
    form = CommentForm(request.POST)
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
        rooms = sites_of(account(request), Role.LIBRARY, Role.OPERATOR, Role.SITE_STAFF)
        n = for_each_date(activity, scope if scope in SCOPES else ONE, states, do, sites=rooms)
    except SlotError as refusal:
        if activity.state in UNAPPROVED and may_change_activities_at(
            account(request), activity.site
        ):
            return redirect("planning:edit", activity.pk)  # where the ways out are buttons
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
