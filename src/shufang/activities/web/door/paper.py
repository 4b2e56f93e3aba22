"""A paper list is entered, and what was entered later is confirmed by somebody else."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
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
from shufang.activities.queries.signing_in.sheet import Entered, entered_rows, party_of_row
from shufang.activities.queries.words import heads_words
from shufang.people.actions.note_family_access import note_family_access
from shufang.people.models import User
from shufang.people.queries.account import account
from shufang.shared.audience import audience
from shufang.shared.roles import Role

REASON = "door_paper_reason"  # said once, kept for the rows that follow
PAGE = 50


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
        note_family_access(user, households, str(_("纸质签到表补录")))
    context = {"activity": activity, "form": form, "rows": rows, "sums": _sums(rows)}
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


def _sums(rows: list[Entered]) -> dict[str, int]:
    """The foot of the list: households, adults, children, all."""
    came = [each.check_in for each in rows if each.check_in]
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
    page = Paginator(later_entries(user), PAGE).get_page(request.GET.get("page"))
    rows = [(check_in, may_confirm(user, check_in)) for check_in in page]
    return render(request, "activities/door/confirm.html", {"page": page, "rows": rows})


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
