"""Write a plan: new, from a template, as a copy, changed."""

import json
from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_time
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from shufang.activities.actions.planning.change_plan import keeps_a_place
from shufang.activities.actions.planning.change_series import change_series
from shufang.activities.actions.planning.dates_of_series import SeriesError
from shufang.activities.actions.planning.plan_activity import plan_activity
from shufang.activities.actions.planning.refusals import SlotError, refuse_lost_place
from shufang.activities.actions.planning.scopes import ALL, ONE, SCOPES, changeable
from shufang.activities.forms.planning.initial import (
    initial_for_copy,
    initial_from_template,
    initial_of,
)
from shufang.activities.forms.planning.plan import PlanForm
from shufang.activities.models import Activity, Template
from shufang.activities.queries.access import activity_for
from shufang.activities.queries.planning.access import plan_to_change
from shufang.activities.queries.planning.days_off import note_of
from shufang.activities.queries.planning.earlier import lessons
from shufang.activities.queries.planning.tables import yuan
from shufang.activities.queries.planning.templates import template_named_by, templates_in_use
from shufang.activities.web.planning.series import preview
from shufang.people.models import User
from shufang.people.policy import sites_of
from shufang.people.queries.account import account
from shufang.shared.audience import audience
from shufang.shared.roles import Role


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_new(request: HttpRequest) -> HttpResponse:
    """A new plan; ?template= and ?copy= fill it in, ?site=, ?day= and ?starts= say where."""
    user = account(request)
    if sites_of(user, Role.OPERATOR, Role.SITE_STAFF) == frozenset():
        raise PermissionDenied(_("你的账号还没有分到书房，请联系图书馆。"))
    template, source = _sources(request, user)
    if request.method != "POST":
        form = PlanForm(user, initial=_initial(request.GET, template, source))
        return _form_page(request, form, template=template, source=source)
    data = _with_choice(request.POST)
    form = PlanForm(user, data)
    if not form.is_valid() or _row_wanted(form, data):
        return _form_page(request, form, template=template, source=source)
    if form.repeat() is not None:
        return preview(request, user, form, template or (source.template if source else None))
    try:
        activity = plan_activity(
            actor=user,
            draft=form.draft(),
            template=template or (source.template if source else None),
        )
    except SlotError as refusal:
        return _form_page(request, form, template=template, source=source, refusal=refusal)
    except ValidationError as refused:
        form.add_error(None, refused)
        return _form_page(request, form, template=template, source=source)
    messages.success(request, _("草稿已存好，区域先为它留 14 天。提交审批后，图书馆会看到。"))
    if note := note_of(activity):
        messages.info(request, note)
    return redirect("planning:plan", activity.pk)


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_edit(request: HttpRequest, pk: int) -> HttpResponse:
    user = account(request)
    activity = plan_to_change(user, pk)
    if request.method != "POST":
        form = PlanForm(user, activity=activity, initial=initial_of(activity))
        return _form_page(request, form, activity=activity, refusal=_lost_place(activity))
    data = _with_choice(request.POST)
    form = PlanForm(user, data, activity=activity)
    if not form.is_valid() or _row_wanted(form, data):
        return _form_page(request, form, activity=activity)
    scope = data.get("scope", ONE)
    leaving = {int(key[:18]) for key in data.get("leave", "").split(",") if key.isdecimal()} - {pk}
    try:
        changed = change_series(
            actor=user,
            activity=activity,
            draft=form.draft(),
            scope=scope if scope in SCOPES else ONE,
            leaving=leaving,
        )
    except SeriesError as refusal:
        first = next(iter(refusal.refused.values()))
        if len(refusal.refused) == 1 and scope == ONE:
            return _form_page(request, form, activity=activity, refusal=first)
        for line in refusal.messages:
            form.add_error(None, line)
        unmoved = {each.pk for each in refusal.dates}
        leave = set() if pk in unmoved else leaving | unmoved
        return _form_page(request, form, activity=activity, leave=leave)
    except ValidationError as refused:
        form.add_error(None, refused)
        return _form_page(request, form, activity=activity)
    if changed:
        text = ngettext("已改好 %(n)s 场。", "已改好 %(n)s 场。", len(changed))
        messages.success(request, text % {"n": len(changed)})
    else:
        messages.info(request, _("没有改动。"))
    return redirect("planning:plan", pk)


def _form_page(
    request: HttpRequest,
    form: PlanForm,
    *,
    activity: Activity | None = None,
    template: Template | None = None,
    source: Activity | None = None,
    refusal: SlotError | None = None,
    leave: Collection[int] = (),
) -> HttpResponse:
    rooms = sites_of(account(request), Role.OPERATOR, Role.SITE_STAFF)
    dates = changeable(activity, ALL, rooms) if activity and activity.series else []
    context = {
        "form": form,
        "activity": activity,
        "template": template,
        "source": source,
        "refusal": refusal,
        "leave": ",".join(str(pk) for pk in sorted(leave)),
        "left": len(leave),
        "choices": _as_buttons(refusal) if refusal else [],
        "lessons": lessons(
            template=template or (activity.template if activity else None), like=source or activity
        ),
        "templates": [] if activity else templates_in_use(),
        "zones": json.dumps(form.zones_by_site()),
        "plan_tables": [t for code, t in form.tables.items() if code != "questions"],
        "budget": yuan(form.tables["budget"].total),
        "dates": dates,
        "later": [each for each in dates if activity and each.day >= activity.day],
    }
    status = 409 if refusal and request.method == "POST" else 200
    return render(request, "activities/planning/form.html", context, status=status)


def _lost_place(activity: Activity) -> SlotError | None:
    """What is in the way of a plan that kept its place no longer, with the ways out."""
    if keeps_a_place(activity):
        return None
    try:
        refuse_lost_place(activity)
    except SlotError as refusal:
        return refusal
    except ValidationError:  # said when it is sent
        pass
    return None


def _as_buttons(refusal: SlotError) -> list[dict[str, str]]:
    """The ways out as buttons of the form: pressing one sends it again with that place and time."""
    found = []
    for choice in refusal.choices:
        slot = choice.slot
        starts = f"{timezone.localtime(slot.starts):%H:%M}"
        ends = f"{timezone.localtime(slot.ends):%H:%M}"
        zone = str(slot.zone.pk) if slot.zone else ""
        found.append({"text": choice.text, "value": f"{zone}|{slot.day}|{starts}|{ends}"})
    return found


def _with_choice(posted: QueryDict) -> QueryDict:
    """What was sent, with the place and time of the way out that was pressed."""
    parts = posted.get("take", "").split("|")
    if len(parts) != 4:
        return posted
    data = posted.copy()
    data["zone"], data["day"], data["starts"], data["ends"] = parts
    return data


def _row_wanted(form: PlanForm, data: QueryDict) -> bool:
    """Whether the button was one of the tables', which asks for another row and no more."""
    wanted = form.tables.get(data.get("add_row", ""))
    if wanted is None:
        return False
    wanted.add_row()
    return True


def _sources(request: HttpRequest, user: User) -> tuple[Template | None, Activity | None]:
    asked, source = request.POST if request.method == "POST" else request.GET, None
    template = template_named_by(asked.get("template", ""))
    if (wanted := asked.get("copy", "")).isdecimal():
        source = activity_for(user, int(wanted[:18]))
    return template, source


def _initial(
    query: QueryDict, template: Template | None, source: Activity | None
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    minutes = 60
    if template is not None:
        found, minutes = initial_from_template(template), template.minutes
    elif source is not None:
        found = initial_for_copy(source)
    if str(query.get("site", "")).isdecimal():
        found["site"] = int(str(query["site"])[:18])
    day, starts = _parsed(query)
    if day:
        found["day"] = day
    if starts:
        found["starts"] = starts
        found["ends"] = (datetime.combine(date.min, starts) + timedelta(minutes=minutes)).time()
    return found


def _parsed(query: QueryDict) -> tuple[date | None, time | None]:
    try:
        return parse_date(query.get("day", "")), parse_time(query.get("starts", ""))
    except ValueError:
        return None, None
