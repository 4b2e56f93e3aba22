"""A family signs in with its own phone: the code on the room's screen, or a poster's."""

from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from shufang.activities.actions.signing_in.open_ticket import (
    Ticket,
    check_in_of,
    open_ticket,
    ticket_from,
)
from shufang.activities.actions.signing_in.refusals import AlreadySignedInError, NotSignedInError
from shufang.activities.actions.signing_in.sign_in import sign_in
from shufang.activities.choices import Places
from shufang.activities.forms.signing_in import HeadsForm
from shufang.activities.models import Activity, CheckIn, Registration
from shufang.activities.queries.signing_in.access import (
    activity_of_code,
    check_in_of_receipt,
    registration_at,
)
from shufang.activities.queries.signing_in.by_last_four import (
    TooManyTriesError,
    by_last_four,
    four_digits,
    knows_digits,
)
from shufang.activities.queries.signing_in.own import own_check_in, own_party, party_among
from shufang.activities.queries.signing_in.window import rules_of
from shufang.activities.web.door.participant import Participant, participant_of
from shufang.activities.web.join.memory import remembered
from shufang.people.models import Household
from shufang.shared.audience import by_token
from shufang.shared.ui.panels import drawn

RECEIPT = "activities.door.receipt"
ABOUT_THE_NUMBERS = {"nobody", "heads"}  # said where they are filled in
STATUS = {"unknown_code": 404, "expired_code": 410, "expired_ticket": 410, "too_many": 429}


@by_token
@require_http_methods(["GET", "HEAD", "POST"])
def scanned(request: HttpRequest, code: str) -> HttpResponse:
    """What a phone shows that scanned a code: who has come, in as few taps as can be."""
    participant = participant_of(request)
    try:
        ticket = _ticket(request, code, participant)
        if request.POST.get("step") == "come":
            # The last tap of everybody in the room at once: what the action reads is enough.
            activity = Activity(pk=ticket.activity)
        else:
            activity = activity_of_code(ticket.activity)
        earlier = check_in_of(ticket) or own_check_in(activity, participant.household)
        if earlier is not None:
            response = _to_receipt(earlier, participant)
        elif request.method == "POST":
            response = _answer(request, ticket, activity, participant)
        else:
            response = _first_page(request, ticket, activity, participant)
    except AlreadySignedInError as known:
        response = _to_receipt(known.check_in, participant)
    except NotSignedInError as refusal:
        response = _refused(request, refusal)
    return participant.remember(response)


def _ticket(request: HttpRequest, code: str, participant: Participant) -> Ticket:
    if request.method == "POST":
        return ticket_from(request.POST.get("ticket", ""), participant=participant.name)
    return open_ticket(code=code, participant=participant.name)


def _first_page(
    request: HttpRequest, ticket: Ticket, activity: Activity, participant: Participant
) -> HttpResponse:
    """A family sees itself and one button; so does a guest whose own link was opened on this
    phone, and everybody where nobody registers. Others say who they are by four digits."""
    if participant.household is not None:
        registration = own_party(activity, participant.household)
        return _heads_page(request, ticket, activity, registration, participant.household)
    if (own := party_among(activity, remembered(request))) is not None:
        return _heads_page(request, ticket, activity, own, None, own.last_four)
    if rules_of(activity).way == Places.OPEN:
        return _heads_page(request, ticket, activity, None, None)
    return _page(request, ticket, activity, {"step": "who"})


def _answer(
    request: HttpRequest, ticket: Ticket, activity: Activity, participant: Participant
) -> HttpResponse:
    asked = request.POST.get("step", "")
    if asked == "find" and participant.household is None:
        return _found(request, ticket, activity, participant)
    if asked == "walk-in" and participant.household is None:
        return _heads_page(request, ticket, activity, None, None)
    registration = _chosen(request, activity, participant)
    form = HeadsForm(request.POST)
    if asked != "come" or not form.is_valid():
        activity = activity_of_code(ticket.activity)
        return _heads_page(request, ticket, activity, registration, participant.household)
    try:
        check_in = sign_in(
            activity=activity,
            method=ticket.method,
            key=ticket.key,
            adults=form.cleaned_data["adults"],
            children=form.cleaned_data["children"],
            registration=registration,
            household=participant.household,
            name="" if registration or participant.household else form.cleaned_data["name"],
            first_time=form.cleaned_data["first_time"],
        )
    except NotSignedInError as refusal:
        if refusal.code not in ABOUT_THE_NUMBERS:
            raise
        return _heads_page(
            request, ticket, activity_of_code(ticket.activity), registration,
            participant.household, problem=refusal.messages[0],
        )  # fmt: skip
    return _to_receipt(check_in, participant)


def _found(
    request: HttpRequest, ticket: Ticket, activity: Activity, participant: Participant
) -> HttpResponse:
    digits = request.POST.get("digits", "")
    try:
        matches = by_last_four(activity, digits, device=participant.name)
    except TooManyTriesError as stop:
        return _page(request, ticket, activity, {"step": "who", "problem": str(stop)}, status=429)
    if len(matches) == 1 and not matches[0].arrived:
        registration = registration_at(activity, matches[0].registration)
        return _heads_page(request, ticket, activity, registration, None, digits)
    problem = "" if four_digits(digits) else _("请输入手机号的最后四位数字。")
    if not problem and not matches:
        problem = _("没有找到尾号 %(digits)s 的报名。") % {"digits": four_digits(digits)}
    more = {"step": "who", "matches": matches, "digits": digits, "problem": problem}
    return _page(request, ticket, activity, more)


def _chosen(
    request: HttpRequest, activity: Activity, participant: Participant
) -> Registration | None:
    """The party that was chosen: the household's own or, of a guest, one whose digits they know."""
    if participant.household is not None:
        return own_party(activity, participant.household)
    chosen = request.POST.get("party", "")
    if not chosen:
        return None
    registration = registration_at(activity, chosen)
    digits = request.POST.get("digits", "")
    try:
        known = knows_digits(registration, digits, device=participant.name)
    except TooManyTriesError as stop:
        raise NotSignedInError(str(stop), "too_many") from stop
    if not known:
        raise Http404(_("没有这份报名。"))
    return registration


def _heads_page(
    request: HttpRequest,
    ticket: Ticket,
    activity: Activity,
    registration: Registration | None,
    household: Household | None,
    digits: str = "",
    problem: str = "",
) -> HttpResponse:
    sent = request.POST if request.POST.get("step") == "come" else None
    adults, children = 1, 1
    if registration is not None:
        adults, children = registration.adults, registration.children
    elif household is not None:
        children = max(1, household.children.filter(removed_at__isnull=True).count())
    form = HeadsForm(sent, initial={"adults": adults, "children": children})
    more = {
        "step": "heads",
        "form": form,
        "registration": registration,
        "household": household,
        "digits": digits or request.POST.get("digits", ""),
        "problem": problem or (form.problem() if sent else ""),
    }
    return _page(request, ticket, activity, more)


def _page(
    request: HttpRequest,
    ticket: Ticket,
    activity: Activity,
    more: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    rules = rules_of(activity)
    context = {
        "activity": activity,
        "rules": rules,
        "walk_ins": rules.walk_ins,
        "is_open": rules.way == Places.OPEN,
        "ticket": ticket.written(),
        "seconds": max(0, int((ticket.until - timezone.now()).total_seconds())),
        **more,
    }
    return render(request, "activities/door/phone.html", context, status=status)


def _refused(request: HttpRequest, refusal: NotSignedInError) -> HttpResponse:
    code = str(refusal.code)
    again = code in ("expired_code", "expired_ticket", "unknown_code", "used")
    context = {"words": refusal.messages[0], "code": code, "again": again}
    return render(request, "activities/door/refused.html", context, status=STATUS.get(code, 409))


def _to_receipt(check_in: CheckIn, participant: Participant) -> HttpResponse:
    text = signing.dumps([check_in.pk, participant.name], salt=RECEIPT)
    return redirect("door:receipt", text)


@by_token
@require_safe
def receipt(request: HttpRequest, receipt: str) -> HttpResponse:
    """That the family is signed in, and when: only on the phone that did it."""
    participant = participant_of(request)
    try:
        pk, owner = signing.loads(receipt, salt=RECEIPT)
    except signing.BadSignature as error:
        raise Http404(_("这个链接已失效。")) from error
    check_in = check_in_of_receipt(pk)
    if check_in is None or owner != participant.name:
        context = {"words": _("请在签到的那部手机上看。"), "code": "other_phone", "again": False}
        return render(request, "activities/door/refused.html", context, status=410)
    context = {
        "check_in": check_in,
        "activity": check_in.activity,
        "panels": drawn("activities.receipt", request, check_in),
    }
    return render(request, "activities/door/receipt.html", context)
