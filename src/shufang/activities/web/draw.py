"""Draws: the page that everybody reads, the files to recompute it, and staff's part."""

import json
from pathlib import Path

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from shufang.activities.actions.drawing.commit_seed import (
    commit_seed,
    has_applications,
    weigh_first_timers,
)
from shufang.activities.actions.drawing.run_draw import run_draw
from shufang.activities.choices import Places, Stage, State
from shufang.activities.forms.drawing import WeightForm
from shufang.activities.models import Activity, Draw
from shufang.activities.policy import may_change_activities_at
from shufang.activities.queries.access import activity_to_change
from shufang.activities.queries.drawing import recompute, window
from shufang.activities.queries.drawing.access import draw_for_readers
from shufang.activities.queries.drawing.published import published
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


def draw_panel(request: HttpRequest, activity: Activity) -> dict[str, object] | None:
    """Staff's part of a draw, on the activity's page."""
    rules = getattr(activity, "rules", None)
    if rules is None or rules.way != Places.DRAW:
        return None
    draw = Draw.objects.filter(activity=activity).first()
    may_change = may_change_activities_at(account(request), activity.site)
    applied = activity.registrations.filter(stage=Stage.APPLIED).count()
    may_set_up = (draw is None or draw.drawn_at is None) and not (
        window.has_opened(activity) or has_applications(activity)
    )
    return {
        "activity": activity,
        "draw": draw,
        "step": step_of(draw) if draw else "unset",
        "applied": applied,
        "opens": window.opens(activity),
        "closes": window.closes(activity),
        "late": draw is not None and window.is_late(draw),
        "may_run": may_change and draw is not None and step_of(draw) == "closed"
        and activity.state == State.SCHEDULED,
        "form": WeightForm(initial={"weight": draw.first_timer_weight if draw else 1})
        if may_change and may_set_up
        else None,
        "may_commit": may_change and draw is None and not may_set_up,
    }  # fmt: skip


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_POST
def commit(request: HttpRequest, pk: int) -> HttpResponseRedirect:
    """Fix the seed where that was forgotten and applications have begun; the page says so."""
    commit_seed(activity_to_change(account(request), pk), actor=account(request))
    messages.warning(request, _("种子已定下。它晚于报名开始，公开页上会写明。"))
    return redirect("activities:detail", pk)


def step_of(draw: Draw) -> str:
    """ahead, open, closed or drawn."""
    if draw.drawn_at is not None:
        return "drawn"
    if window.is_closed(draw.activity):
        return "closed"
    return "open" if window.has_opened(draw.activity) else "ahead"
