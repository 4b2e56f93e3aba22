"""The list in the hands of the staff: search, tap, undo; heads by age band at a drop-in."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from shufang.activities.actions.signing_in.head_count import count_heads, take_back_heads
from shufang.activities.actions.signing_in.sign_out import sign_out, take_back_sign_out
from shufang.activities.actions.signing_in.void import void_check_in
from shufang.activities.choices import AgeBand, Method
from shufang.activities.models import Activity
from shufang.activities.queries.access import activity_to_change
from shufang.activities.queries.signing_in.access import check_in_to_change
from shufang.activities.queries.signing_in.heads import heads_at
from shufang.activities.queries.signing_in.roster import households_on, roster, row_of
from shufang.activities.queries.words import heads_words
from shufang.activities.web.door.tapped_list import Tapped, line, list_context, new_key, tapped
from shufang.people.actions.note_family_access import note_family_access
from shufang.people.models import Household
from shufang.people.queries.account import account
from shufang.people.queries.family.by_card import household_of_card
from shufang.shared.audience import audience
from shufang.shared.roles import Role
from shufang.shared.text import typed

SCANNED = "activities.door.scanned"  # a household whose code this person scanned a moment ago
SCAN_LASTS = 15 * 60  # seconds
MOST_TAPS = 50  # on plus or minus that are sent together (bands.js)


@audience(Role.OPERATOR, Role.SITE_STAFF)
@sensitive_variables("search")
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest, pk: int) -> HttpResponse:
    """The list; a search by htmx gives its lines alone. What is searched for, a name or the number
    of a reader card, is sent in the body and stands in no address."""
    user = account(request)
    activity = activity_to_change(user, pk)
    search = request.POST.get("q", "")
    rows = roster(activity, search, household_of_card(search))
    context = {**list_context(activity, rows), "search": search, "bands": _bands(activity)}
    note_family_access(user, households_on(rows), gettext_noop("签到名单"))
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
    household = _scanned_household(request, activity)
    method = Method.STAFF_SCAN if household else Method.STAFF_LIST
    done = tapped(request, activity, method=method, household=household, user=user)
    if request.htmx and done.registration:  # type: ignore[attr-defined]
        done.registration.refresh_from_db()
        return line(request, activity, row_of(done.registration, done.check_in), done.problem)
    _say(request, done)
    return redirect("door:desk", pk)


def _say(request: HttpRequest, done: Tapped) -> None:
    check_in = done.check_in
    if done.problem or check_in is None:
        messages.warning(request, done.problem)
    elif not check_in.counts:
        messages.success(request, _("已补录，等另一个人确认后计入。"))
    else:
        text = _("%(name)s 已签到：%(heads)s。")
        heads = heads_words(check_in.children, check_in.adults)
        said = {"name": check_in.name or _("一家人"), "heads": heads}
        messages.success(request, text % said)


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
        return line(request, check_in.activity, row_of(check_in.registration, check_in))
    return redirect("door:desk", check_in.activity_id)


def _taps(request: HttpRequest) -> int:
    sent = request.POST.get("taps", "1")
    return min(int(sent), MOST_TAPS) if sent.isascii() and sent.isdigit() and len(sent) < 4 else 1


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_POST
def heads(request: HttpRequest, pk: int) -> HttpResponse:
    """A few heads more or fewer in an age band: so many taps as came together."""
    user = account(request)
    activity = activity_to_change(user, pk)
    band = request.POST.get("band", "")
    if band not in AgeBand.values:
        raise Http404(_("没有这个年龄段。"))
    problem, key = "", typed(request.POST.get("key", ""), 70) or new_key()
    try:
        with transaction.atomic():
            for number in range(_taps(request)):
                if request.POST.get("less"):
                    take_back_heads(activity=activity, band=band, user=user)
                else:
                    own = f"{key}:{number}" if number else key
                    count_heads(activity=activity, band=band, heads=1, key=own, user=user)
    except ValidationError as refusal:
        problem = refusal.messages[0]
    if request.htmx:  # type: ignore[attr-defined]
        context = {**list_context(activity, []), "bands": _bands(activity), "problem": problem}
        return render(request, "activities/door/parts/bands.html", {**context, "swap": True})
    if problem:
        messages.error(request, problem)
    return redirect("door:desk", pk)
