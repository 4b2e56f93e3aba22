"""A paper list is entered, and what was entered later is confirmed by somebody else."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shufang.activities.actions.signing_in.confirm import confirm_check_in
from shufang.activities.actions.signing_in.enter_row import enter_row
from shufang.activities.forms.registering import numbers
from shufang.activities.forms.signing_in_paper import PaperRowForm
from shufang.activities.models import Activity
from shufang.activities.queries.access import activity_to_change
from shufang.activities.queries.signing_in.access import check_in_to_confirm
from shufang.activities.queries.signing_in.later import (
    activities_with_later_entries,
    entered_later,
    sums_of,
)
from shufang.activities.queries.signing_in.sheet import entered_rows
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
    context = {"activity": activity, "form": form, "rows": rows, "sums": sums_of(came)}
    return render(request, "activities/door/paper.html", context)


def _enter(user: User, activity: Activity, form: PaperRowForm) -> str:
    """What to say of the row that was entered."""
    check_in = enter_row(activity=activity, actor=user, **form.cleaned_data)
    code = check_in.row_code
    if check_in.known:
        return _("%(code)s 已经录入过了。") % {"code": code}
    heads = heads_words(check_in.children, check_in.adults)
    return _("%(code)s 已录入：%(heads)s，等另一个人确认。") % {"code": code, "heads": heads}


@audience(Role.LIBRARY, Role.OPERATOR, Role.SITE_STAFF)
@require_safe
def confirm_list(request: HttpRequest) -> HttpResponse:
    """What was entered later and waits for a second person; nobody's name stands here."""
    user = account(request)
    page = Paginator(activities_with_later_entries(user), LISTS).get_page(request.GET.get("page"))
    context = {"page": page, "lists": entered_later(user, page.object_list)}
    return render(request, "activities/door/confirm.html", context)


@audience(Role.LIBRARY, Role.OPERATOR, Role.SITE_STAFF)
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person says that it is true."""
    user = account(request)
    check_in = check_in_to_confirm(user, pk)
    with refusals_told(request):
        confirm_check_in(check_in=check_in, actor=user)
        messages.success(request, _("已确认，从现在起计入。"))
    return redirect("door:confirm")


@audience(Role.LIBRARY, Role.OPERATOR, Role.SITE_STAFF)
@require_POST
def confirm_several(request: HttpRequest) -> HttpResponse:
    """The entries of one list, which the second person has compared with the paper: all, or none
    where one of them may not be confirmed."""
    user = account(request)
    named = numbers(request.POST.getlist("entry"))[:MOST_ROWS]
    entries = [check_in_to_confirm(user, pk) for pk in named]
    with refusals_told(request), transaction.atomic():
        for entry in entries:
            confirm_check_in(check_in=entry, actor=user)
        messages.success(request, _("已确认 %(n)s 条，从现在起计入。") % {"n": len(entries)})
    return redirect("door:confirm")
