"""Draws: the page that everybody reads, the files to recompute it, and staff's part."""

import json
from pathlib import Path

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from shufang.activities.actions.drawing.commit_seed import commit_seed, weigh_first_timers
from shufang.activities.actions.drawing.run_draw import run_draw
from shufang.activities.choices import Places, State
from shufang.activities.forms.drawing import WeightForm
from shufang.activities.models import Activity
from shufang.activities.policy import may_change_activities_at
from shufang.activities.queries.access import activity_to_change
from shufang.activities.queries.drawing import recompute, window
from shufang.activities.queries.drawing.access import draw_for_readers
from shufang.activities.queries.drawing.progress import draw_of, has_begun, step_of
from shufang.activities.queries.drawing.published import applications_of, published
from shufang.people.queries.account import account
from shufang.shared.audience import audience, public
from shufang.shared.roles import Role
from shufang.shared.web.refusals import errors_told, refusals_told


@public
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one draw, as far as it may be known at this moment."""
    draw = draw_for_readers(pk)
    activity = draw.activity
    context = {
        "draw": draw,
        "activity": activity,
        "published": published(draw),
        "opens": window.opens(activity),
        "closes": window.closes(activity),
        "step": step_of(draw),
        "late": window.is_late(draw),
        "place": "activities",
    }
    return render(request, "activities/draw/show.html", context)


@public
@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The draw as a file: after it was made, everything; before, all but the seed."""
    record = published(draw_for_readers(pk)).record
    return HttpResponse(
        json.dumps(record, ensure_ascii=False, indent=1),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="draw-{pk}.json"'},
    )


@public
@require_safe
def verifier(request: HttpRequest) -> HttpResponse:
    """The program that recomputes a draw, to be run with plain Python anywhere."""
    return HttpResponse(
        Path(recompute.__file__).read_text("utf-8"),
        content_type="text/x-python; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="recompute.py"'},
    )


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_POST
def run(request: HttpRequest, pk: int) -> HttpResponseRedirect:
    activity = activity_to_change(account(request), pk)
    with refusals_told(request):
        draw = run_draw(activity=activity, actor=account(request))
        given = len(draw.record["given"])
        messages.success(
            request, _("抽签完成：%(given)s 组得到名额，结果已公布。") % {"given": given}
        )
    return redirect("activities:detail", pk)


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_POST
def set_up(request: HttpRequest, pk: int) -> HttpResponseRedirect:
    """Fix the seed, and say how much first-timers weigh."""
    activity = activity_to_change(account(request), pk)
    form = WeightForm(request.POST)
    if not form.is_valid():
        errors_told(request, form)
        return redirect("activities:detail", pk)
    with refusals_told(request):
        weigh_first_timers(
            actor=account(request), activity=activity, weight=form.cleaned_data["weight"]
        )
        messages.success(request, _("抽签已设好，种子的哈希已经公布。"))
    return redirect("activities:detail", pk)


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_POST
def commit(request: HttpRequest, pk: int) -> HttpResponseRedirect:
    """Fix the seed where that was forgotten and applications have begun; the page says so."""
    activity = activity_to_change(account(request), pk)
    if commit_seed(activity, actor=account(request)) is None:
        messages.error(request, _("这场活动不抽签。"))
    else:
        messages.warning(request, _("种子已定下。它晚于报名开始，公开页上会写明。"))
    return redirect("activities:detail", pk)


def draw_panel(request: HttpRequest, activity: Activity) -> dict[str, object] | None:
    """Staff's part of a draw, on the activity's page."""
    rules = getattr(activity, "rules", None)
    if rules is None or rules.way != Places.DRAW:
        return None
    draw = draw_of(activity)
    step = step_of(draw) if draw else "unset"
    may_change = may_change_activities_at(account(request), activity.site)
    may_set_up = may_change and step != "drawn" and not has_begun(activity)
    weight = draw.first_timer_weight if draw else 1
    return {
        "activity": activity,
        "draw": draw,
        "step": step,
        "applied": applications_of(activity).count(),
        "opens": window.opens(activity),
        "closes": window.closes(activity),
        "late": draw is not None and window.is_late(draw),
        "may_run": may_change and step == "closed" and activity.state == State.SCHEDULED,
        "form": WeightForm(initial={"weight": weight}) if may_set_up else None,
        "may_commit": may_change and draw is None and not may_set_up,
    }
