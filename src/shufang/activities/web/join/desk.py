"""The registrations of an activity for those who run it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shufang.activities.actions.registering.cancel import cancel_registration
from shufang.activities.actions.registering.give_place import give_place
from shufang.activities.actions.registering.register import register
from shufang.activities.choices import Places, Way
from shufang.activities.forms.registering import typed_answers, typed_rows, wish_of_guest
from shufang.activities.models import Activity
from shufang.activities.models.registration import PHONE
from shufang.activities.policy import may_change_activities_at
from shufang.activities.queries.registering.access import (
    activity_to_register_at,
    activity_with_registrations,
    may_read_registrations,
    registration_to_change,
)
from shufang.activities.queries.registering.roster import counts, roster, roster_table
from shufang.activities.queries.registering.rules import published_rules
from shufang.activities.queries.reviewing.missing import has_ended
from shufang.people.actions.note_family_access import note_family_access
from shufang.people.models import User
from shufang.people.queries.account import account
from shufang.shared.audience import audience
from shufang.shared.language import page_language
from shufang.shared.models import log
from shufang.shared.reasons import ReasonForm
from shufang.shared.roles import Role
from shufang.shared.secrets import BrokenSealError, new_token, unseal
from shufang.shared.tables import download
from shufang.shared.text import typed

WRITERS = (Role.OPERATOR, Role.SITE_STAFF)
READERS = (*WRITERS, Role.LIBRARY)


@audience(*READERS)
@require_safe
def registrations(request: HttpRequest, pk: int) -> HttpResponse:
    user = account(request)
    activity = activity_with_registrations(user, pk)
    found = roster(activity)
    households = [line.registration.household_id for line in found.lines]
    note_family_access(user, households, gettext_noop("报名名单"))
    context = {
        "activity": activity,
        "rules": getattr(activity, "rules", None),
        "roster": found,
        "said": published_rules(activity) if getattr(activity, "rules", None) else [],
        "may_change": may_change_activities_at(user, activity.site),
        "may_add": _may_add(user, activity),
    }
    return render(request, "activities/join/registrations.html", context)


@audience(*READERS)
@require_safe
def export(request: HttpRequest, pk: int, file_format: str) -> HttpResponseBase:
    """Logged, for the families' names leave the system with it."""
    user = account(request)
    activity = activity_with_registrations(user, pk)
    found = roster(activity)
    lines = [*found.seated, *found.applied, *found.waiting]
    note_family_access(
        user, [line.registration.household_id for line in lines], gettext_noop("导出报名名单")
    )
    log(
        actor=user,
        deed="activities.export_registrations",
        subject=activity,
        detail={"count": [None, len(lines)]},
    )
    return download(roster_table(lines), file_format, _("报名名单"))


@audience(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Register a family that came by telephone or to the desk."""
    user = account(request)
    activity = activity_to_register_at(user, pk)
    rules = getattr(activity, "rules", None)
    if rules is None or rules.way == Places.OPEN:
        messages.info(request, _("这场活动不用报名，直接来。"))
        return redirect("activities:detail", pk)
    errors: dict[str, str] = {}
    if request.method == "POST":
        wish = wish_of_guest(request.POST, activity)
        errors = wish.errors
        if not errors:
            try:
                made = register(
                    activity=activity,
                    party=wish.party,
                    phone=wish.phone,
                    name=wish.name,
                    way=Way.STAFF,
                    actor=str(user),
                    answers=wish.answers,
                    photo=wish.photo,
                    language=page_language(),
                    key=wish.key,
                )
            except ValidationError as refusal:
                errors = {"party": " ".join(refusal.messages)}
            else:
                log(
                    actor=user,
                    deed="activities.register_on_behalf",
                    subject=activity,
                    detail={"registration": [None, made.pk]},
                )
                messages.success(
                    request, _("已代为报名：%(stage)s。") % {"stage": made.get_stage_display()}
                )
                return redirect("join:registrations", pk)
    context = {"activity": activity, "rules": rules, **_fields(request, activity, errors)}
    return render(request, "activities/join/add.html", context, status=422 if errors else 200)


@audience(*WRITERS)
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One registration with its history; the only page that shows the number in full."""
    user = account(request)
    found = registration_to_change(user, pk)
    note_family_access(user, [found.household_id], gettext_noop("一份报名"))
    try:
        phone = unseal(found.phone_sealed, PHONE)
    except BrokenSealError:
        phone = ""
    log(actor=user, deed="activities.read_registration", subject=found.activity,
        detail={"registration": [None, found.pk]})  # fmt: skip
    lines = [line for line in roster(found.activity).lines if line.registration.pk == found.pk]
    context = {
        "registration": found,
        "activity": found.activity,
        "phone": phone,
        "line": lines[0] if lines else None,
        "steps": found.steps.all(),
    }
    return render(request, "activities/join/one.html", context)


@audience(*WRITERS)
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    found = registration_to_change(account(request), pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["reason"])))
        return redirect("join:one", pk)
    try:
        cancel_registration(
            registration=found, actor=account(request), reason=form.cleaned_data["reason"]
        )
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("已取消这份报名，并发消息告诉对方；名额给了下一家。"))
    return redirect("join:registrations", found.activity_id)


@audience(*WRITERS)
@require_POST
def give(request: HttpRequest, pk: int) -> HttpResponse:
    found = registration_to_change(account(request), pk)
    try:
        give_place(
            registration=found,
            actor=account(request),
            reason=typed(request.POST.get("reason", ""), 200),
        )
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("join:one", pk)
    messages.success(request, _("名额给了这一家，原因留在记录里。"))
    return redirect("join:registrations", found.activity_id)


def registrations_panel(request: HttpRequest, activity: Activity) -> dict[str, Any] | None:
    """The part of the activity's own page: how many, never who."""
    rules = getattr(activity, "rules", None)
    if rules is None:
        return None
    user = account(request)
    return {
        "activity": activity,
        "rules": rules,
        "counts": counts(activity),
        "may_read": may_read_registrations(user, activity),
        "may_add": _may_add(user, activity),
    }


def _may_add(user: User, activity: Activity) -> bool:
    """Whether a family may still be registered on behalf: not once it is over."""
    rules = getattr(activity, "rules", None)
    if rules is None or rules.way == Places.OPEN or has_ended(activity):
        return False
    return may_change_activities_at(user, activity.site)


def _fields(request: HttpRequest, activity: Activity, errors: dict[str, str]) -> dict[str, Any]:
    values = request.POST.dict()
    rules = activity.rules
    return {
        "values": values,
        "errors": errors,
        "key": values.get("key") or new_token(),
        "rows": typed_rows(values, errors, min(rules.children_most + 1, 4)),
        "adults": range(rules.adults_least, rules.adults_most + 1),
        "chosen": values.get("adults") or str(max(rules.adults_least, 1)),
        "questions": typed_answers(rules, values, errors),
    }
