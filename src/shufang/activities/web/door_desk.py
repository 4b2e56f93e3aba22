"""The list in the hands of the staff: search, tap, undo; heads by age band at a drop-in."""

import uuid
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from shufang.activities.actions.signing_in.head_count import count_heads, take_back_heads
from shufang.activities.actions.signing_in.refusals import AlreadySignedInError
from shufang.activities.actions.signing_in.sign_in import sign_in
from shufang.activities.actions.signing_in.sign_out import sign_out, take_back_sign_out
from shufang.activities.actions.signing_in.void import void_check_in
from shufang.activities.choices import AgeBand, Method, Places, State
from shufang.activities.forms.signing_in import KeyedHeadsForm
from shufang.activities.models import Activity, CheckIn, Registration
from shufang.activities.queries.access import activity_to_change
from shufang.activities.queries.signing_in.access import check_in_to_change, registration_at
from shufang.activities.queries.signing_in.heads import heads_at
from shufang.activities.queries.signing_in.roster import Row, households_on, roster, row_of
from shufang.activities.queries.signing_in.window import rules_of, window_of
from shufang.activities.queries.words import heads_words
from shufang.people.actions.note_family_access import note_family_access
from shufang.people.models import Household
from shufang.people.queries.account import account
from shufang.shared.audience import audience
from shufang.shared.roles import Role
from shufang.shared.text import typed

SCANNED = "activities.door.scanned"  # a household whose code this person scanned a moment ago
SCAN_LASTS = 15 * 60  # seconds


def desk_context(activity: Activity, rows: list[Row]) -> dict[str, Any]:
    """What every page with this list shows, of staff and of volunteers."""
    rules, window, now = rules_of(activity), window_of(activity), timezone.now()
    return {
        "activity": activity,
        "rows": rows,
        "rules": rules,
        "window": window,
        "early": now < window.opens,
        "late": now > window.closes,
        "stopped": activity.state not in (State.SCHEDULED, State.HELD) or bool(activity.closed_at),
        "heads": heads_at(activity),
        "drop_in": rules.way == Places.OPEN,
        "free": None if rules.way == Places.OPEN else max(0, rules.places - rules.taken),
        "key": new_key(),
    }


def new_key() -> str:
    """One for every form: sent twice, it has one effect."""
    return f"desk:{uuid.uuid4().hex}"


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_safe
def desk(request: HttpRequest, pk: int) -> HttpResponse:
    """The list; a search by htmx gives its lines alone."""
    user = account(request)
    activity = activity_to_change(user, pk)
    search = request.GET.get("q", "")
    rows = roster(activity, search)
    context = {**desk_context(activity, rows), "search": search, "bands": _bands(activity)}
    note_family_access(user, households_on(rows), str(_("签到名单")))
    name = "parts/roster.html" if request.htmx else "desk.html"  # type: ignore[attr-defined]
    return render(request, f"activities/door/{name}", context)


def _bands(activity: Activity) -> list[dict[str, Any]]:
    counted = heads_at(activity).bands
    return [
        {"code": band.value, "label": band.label, "heads": counted[band.value], "key": new_key()}
        for band in AgeBand
    ]


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_POST
def desk_sign_in(request: HttpRequest, pk: int) -> HttpResponse:
    """One tap on a line, a walk-in, or a family whose code was scanned."""
    user = account(request)
    activity = activity_to_change(user, pk)
    form = KeyedHeadsForm(request.POST)
    registration = _named(request, activity)
    household = _scanned_household(request, activity)
    check_in, problem = None, _("请填写来了几位大人、几个孩子，至少一人。")
    if form.is_valid():
        said = form.cleaned_data
        try:
            check_in = sign_in(
                activity=activity,
                method=Method.STAFF_SCAN if household else Method.STAFF_LIST,
                key=said["key"],
                adults=said["adults"],
                children=said["children"],
                registration=registration,
                household=household,
                name="" if registration or household else said["name"],
                first_time=said["first_time"],
                reason=said["reason"],
                user=user,
            )
            problem = ""
        except AlreadySignedInError as known:
            check_in, problem = known.check_in, known.messages[0]
        except ValidationError as refusal:
            problem = refusal.messages[0]
    if request.htmx and registration:  # type: ignore[attr-defined]
        return _line(request, activity, row_of(_again(registration), check_in), problem)
    _say(request, check_in, problem)
    return redirect("door:desk", pk)


def _say(request: HttpRequest, check_in: CheckIn | None, problem: str) -> None:
    if problem:
        messages.warning(request, problem)
    elif check_in is not None and not check_in.counts:
        messages.success(request, _("已补录，等另一个人确认后计入。"))
    elif check_in is not None:
        text = _("%(name)s 已签到：%(heads)s。")
        heads = heads_words(check_in.children, check_in.adults)
        said = {"name": check_in.name or _("一家人"), "heads": heads}
        messages.success(request, text % said)


def _named(request: HttpRequest, activity: Activity) -> Registration | None:
    named = request.POST.get("registration", "")
    return registration_at(activity, named) if named else None


def _again(registration: Registration) -> Registration:
    registration.refresh_from_db()
    return registration


def sealed_household(household: Household, activity: Activity) -> str:
    """That this household's code was scanned for this activity, for the form that follows."""
    return signing.dumps([household.pk, activity.pk], salt=SCANNED)


def _scanned_household(request: HttpRequest, activity: Activity) -> Household | None:
    sealed = request.POST.get("scanned", "")
    if not sealed:
        return None
    try:
        pk, at = signing.loads(sealed, salt=SCANNED, max_age=SCAN_LASTS)
    except signing.BadSignature as error:
        raise Http404(_("没有这个家庭。")) from error
    found = Household.objects.filter(pk=pk, erased_at=None).first() if at == activity.pk else None
    if found is None:
        raise Http404(_("没有这个家庭。"))
    return found


def _line(request: HttpRequest, activity: Activity, row: Row, problem: str = "") -> HttpResponse:
    context = {**desk_context(activity, [row]), "row": row, "problem": problem, "swap": True}
    return render(request, "activities/door/parts/line_and_progress.html", context)


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_POST
def void(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo a mistake, with its reason."""
    user = account(request)
    check_in = check_in_to_change(user, pk)
    reason = typed(request.POST.get("reason", ""), 300)
    try:
        void_check_in(check_in=check_in, actor=user, reason=reason)
        messages.success(request, _("已撤销，不再计入。"))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect("door:desk", check_in.activity_id)


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_POST
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """A household leaves, or is still here after all."""
    check_in = check_in_to_change(account(request), pk)
    try:
        if request.POST.get("back"):
            take_back_sign_out(check_in=check_in)
        else:
            sign_out(check_in=check_in)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    if request.htmx and check_in.registration:  # type: ignore[attr-defined]
        check_in.refresh_from_db()
        return _line(request, check_in.activity, row_of(check_in.registration, check_in))
    return redirect("door:desk", check_in.activity_id)


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_POST
def heads(request: HttpRequest, pk: int) -> HttpResponse:
    """One head more or fewer in an age band."""
    user = account(request)
    activity = activity_to_change(user, pk)
    band = request.POST.get("band", "")
    if band not in AgeBand.values:
        raise Http404(_("没有这个年龄段。"))
    problem = ""
    try:
        if request.POST.get("less"):
            take_back_heads(activity=activity, band=band, user=user)
        else:
            key = typed(request.POST.get("key", ""), 70) or new_key()
            count_heads(activity=activity, band=band, heads=1, key=key, user=user)
    except ValidationError as refusal:
        problem = refusal.messages[0]
    if request.htmx:  # type: ignore[attr-defined]
        context = {**desk_context(activity, []), "bands": _bands(activity), "problem": problem}
        return render(request, "activities/door/parts/bands.html", {**context, "swap": True})
    if problem:
        messages.error(request, problem)
    return redirect("door:desk", pk)
