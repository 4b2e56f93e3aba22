"""A paper list is entered, and what was entered later is confirmed by somebody else."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shufang.activities.actions.signing_in.confirm import confirm_check_in
from shufang.activities.actions.signing_in.refusals import AlreadySignedInError
from shufang.activities.actions.signing_in.sign_in import sign_in
from shufang.activities.choices import Method
from shufang.activities.forms.signing_in_paper import PaperRowForm
from shufang.activities.models import Activity, CheckIn
from shufang.activities.policy import may_confirm
from shufang.activities.queries.access import activity_to_change
from shufang.activities.queries.signing_in.access import check_in_to_confirm
from shufang.activities.queries.signing_in.later import later_entries
from shufang.activities.queries.signing_in.sheet import entered_rows, party_of_row
from shufang.activities.queries.words import heads_words
from shufang.people.actions.note_family_access import note_family_access
from shufang.people.models import User
from shufang.people.queries.account import account
from shufang.shared.audience import audience
from shufang.shared.roles import Role
from shufang.shared.web.refusals import refusals_told

REASON = "door_paper_reason"  # said once, kept for the rows that follow
LISTS = 10  # on a page, each whole: its sums are compared with the paper
MOST_ROWS = 1000  # of one list, confirmed together


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Row after row by keyboard: code, adults, children, Enter."""
    user = account(request)
    activity = activity_to_change(user, pk)
    form = PaperRowForm(activity, request.POST or None)
    if request.method == "POST" and form.is_valid():
        request.session[REASON] = form.cleaned_data["reason"]
        try:
            said = _enter(user, activity, form)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, said)
            return redirect("door:paper", pk)
    elif request.method != "POST":
        reason = request.session.get(REASON, _("现场用了纸质签到表"))
        form = PaperRowForm(activity, initial={"reason": reason})
    rows = entered_rows(activity)
    if request.method != "POST":
        households = [each.row.registration.household_id for each in rows if each.row.registration]
        note_family_access(user, households, gettext_noop("纸质签到表补录"))
    came = [each.check_in for each in rows if each.check_in]
    context = {"activity": activity, "form": form, "rows": rows, "sums": _sums(came)}
    return render(request, "activities/door/paper.html", context)


def _enter(user: User, activity: Activity, form: PaperRowForm) -> str:
    said = form.cleaned_data
    party = party_of_row(activity, said["code"])
    voided = CheckIn.objects.filter(
        activity=activity, row_code=said["code"], voided_at__isnull=False
    ).count()
    try:
        check_in = sign_in(
            activity=activity,
            method=Method.PAPER,
            key=f"paper:{activity.pk}:{said['code']}:{voided}",
            adults=said["adults"],
            children=said["children"],
            registration=party,
            name="" if party else said["name"],
            user=user,
            reason=said["reason"],
            row_code=said["code"],
        )
    except AlreadySignedInError:
        raise
    except ValidationError as refusal:
        if getattr(refusal, "code", "") == "other_body":
            raise ValidationError(
                _("这一行已经录入过，人数和这次不同。要改请先撤销那一条。")
            ) from refusal
        raise
    if check_in.known:
        return _("%(code)s 已经录入过了。") % {"code": said["code"]}
    heads = heads_words(said["children"], said["adults"])
    return _("%(code)s 已录入：%(heads)s，等另一个人确认。") % {
        "code": said["code"],
        "heads": heads,
    }


def _sums(came: list[CheckIn]) -> dict[str, int]:
    """The foot of the list: households, adults, children, all."""
    adults, children = sum(c.adults for c in came), sum(c.children for c in came)
    return {
        "households": len(came),
        "adults": adults,
        "children": children,
        "heads": adults + children,
    }


@audience(Role.LIBRARY, Role.OPERATOR, Role.SITE_STAFF)
@require_safe
def confirm_list(request: HttpRequest) -> HttpResponse:
    """What was entered later and waits for a second person; nobody's name stands here."""
    user = account(request)
    waiting = later_entries(user)
    activities = list(dict.fromkeys(waiting.values_list("activity", flat=True)))
    page = Paginator(activities, LISTS).get_page(request.GET.get("page"))
    shown = waiting.filter(activity__in=page.object_list)
    lists = [
        _of_one(user, list(entries))
        for _pk, entries in groupby(shown, key=lambda entry: entry.activity_id)
    ]
    return render(request, "activities/door/confirm.html", {"page": page, "lists": lists})


def _of_one(user: User, entries: list[CheckIn]) -> dict[str, Any]:
    """The entries of one activity, with the sums that stand at the foot of its paper list."""
    rows = [(entry, may_confirm(user, entry)) for entry in entries]
    return {
        "activity": entries[0].activity,
        "rows": rows,
        "sums": _sums(entries),
        "confirmable": [entry.pk for entry, may in rows if may],
    }


@audience(Role.LIBRARY, Role.OPERATOR, Role.SITE_STAFF)
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person says that it is true."""
    user = account(request)
    check_in = check_in_to_confirm(user, pk)
    if not may_confirm(user, check_in):
        raise PermissionDenied(_("补录要由另一方的人确认，不能由录入的人自己确认。"))
    try:
        confirm_check_in(check_in=check_in, actor=user)
        messages.success(request, _("已确认，从现在起计入。"))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect("door:confirm")


@audience(Role.LIBRARY, Role.OPERATOR, Role.SITE_STAFF)
@require_POST
def confirm_several(request: HttpRequest) -> HttpResponse:
    """The entries of one list, which the second person has compared with the paper: all, or none
    where one of them may not be confirmed."""
    user = account(request)
    named = [pk for pk in request.POST.getlist("entry") if pk.isascii() and pk.isdigit()][
        :MOST_ROWS
    ]
    entries = [check_in_to_confirm(user, int(pk[:18])) for pk in named]
    if not all(may_confirm(user, entry) for entry in entries):
        raise PermissionDenied(_("补录要由另一方的人确认，不能由录入的人自己确认。"))
    with refusals_told(request), transaction.atomic():
        for entry in entries:
            confirm_check_in(check_in=entry, actor=user)
        messages.success(request, _("已确认 %(n)s 条，从现在起计入。") % {"n": len(entries)})
    return redirect("door:confirm")
