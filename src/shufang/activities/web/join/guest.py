"""Somebody without an account registers by a phone number.

A number is not proven by typing it. Where the activity's rules ask for it, a one-time code proves
it before a place is taken. Where they don't, what becomes of the form is told to the phone and not
to the page: nobody learns from it who has registered, is paused or has used up a limit.
"""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from shufang.activities.actions.registering import refusals
from shufang.activities.actions.registering.register import register
from shufang.activities.actions.registering.tell_phone import tell_phone, tells_of_the_phone
from shufang.activities.forms.registering import Wish, wish_of_guest
from shufang.activities.models import Activity, Registration
from shufang.activities.queries.registering.access import (
    activity_to_join,
    activity_to_register_for,
)
from shufang.activities.web.join import receipt as receipts
from shufang.activities.web.join.guessing import answer_to_guest, refuse_guesser
from shufang.activities.web.join.kept_form import form_of
from shufang.activities.web.join.memory import remember, remembered
from shufang.activities.web.join.page import activity_page, refused_page
from shufang.people.actions.family.check_code import check_code
from shufang.people.actions.family.limits import TooOftenError
from shufang.people.actions.family.request_code import request_code
from shufang.people.forms.family.sign_in import CodeForm
from shufang.people.phones import masked
from shufang.people.queries.family.codes import shown_code
from shufang.people.web.family import pending
from shufang.shared.address import address_print
from shufang.shared.audience import public
from shufang.shared.language import page_language

FORM, PROVED = "guest_form", "guest_proved"


def guest_registers(request: HttpRequest, shown: Activity) -> HttpResponse:
    """The form of the activity's page, sent by somebody who is not signed in."""
    wish = wish_of_guest(request.POST, shown)
    if wish.errors:
        return activity_page(request, activity_to_join(shown.pk), wish=wish, typed=request.POST)
    proven = pending.kept(request, PROVED) == wish.phone
    if not shown.rules.guests_prove or proven:
        return _register(request, shown, wish, request.POST, proven=proven)
    try:
        rules = refusals.open_rules(shown)
        refusals.check_party(shown, rules, wish.party)
    except ValidationError as refusal:
        return refused_page(request, shown, refusal, wish, request.POST)
    pending.keep(request, FORM, form_of(shown.pk, request.POST))
    _send_code(request, wish.phone)
    return redirect("join:prove", shown.pk)


@public
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def prove(request: HttpRequest, pk: int) -> HttpResponse:
    """The code that went to the number; with it the form that waits is sent on."""
    shown, typed = activity_to_register_for(pk), QueryDict(pending.kept(request, FORM))
    if typed.get("activity") != str(pk):
        return redirect("join:activity", pk)
    wish = wish_of_guest(typed, shown)
    form = CodeForm(request.POST if "code" in request.POST else None)
    if "again" in request.POST:
        _send_code(request, wish.phone)
        return redirect("join:prove", pk)
    if form.is_valid():
        try:
            check_code(phone=wish.phone, typed=form.cleaned_data["code"])
        except ValidationError as refusal:
            form.add_error("code", refusal)
        else:
            request.session.cycle_key()
            pending.keep(request, PROVED, wish.phone)
            pending.drop(request, FORM)
            return _register(request, shown, wish, typed, proven=True)
    context = {
        "activity": shown,
        "form": form,
        "phone": masked(wish.phone),
        "shown": shown_code(wish.phone) if settings.SHOW_CODES else "",
        "unsent": not can_tell(),
        "place": "activities",
    }
    return render(request, "activities/join/prove.html", context)


@public
@require_safe
def received(request: HttpRequest, pk: int) -> HttpResponse:
    """The same words whatever became of the form: the phone knows more."""
    shown, receipt = activity_to_join(pk), receipts.read(request)
    if receipt is None or receipt.activity != pk:
        return redirect("join:activity", pk)
    context = {
        "activity": shown,
        "receipt": receipt,
        "phone": masked(receipt.phone),
        "last_four": receipt.phone[-4:],
        "message": receipts.shown_message(receipt.phone) if settings.SHOW_CODES else None,
        "place": "activities",
    }
    return render(request, "activities/join/received.html", context)


def can_tell() -> bool:
    """Whether a message reaches a phone; where none does, the page itself must answer."""
    return bool(settings.SMS_URL) or settings.SHOW_CODES


def _register(
    request: HttpRequest, shown: Activity, wish: Wish, typed: QueryDict, *, proven: bool
) -> HttpResponse:
    language = page_language()
    told = can_tell() and not proven
    try:
        if not told and not proven:
            refuse_guesser(request)
        made = register(
            activity=shown,
            party=wish.party,
            phone=wish.phone,
            name=wish.name,
            answers=wish.answers,
            photo=wish.photo,
            language=language,
            key=wish.key,
        )
    except ValidationError as refusal:
        code, earlier = str(getattr(refusal, "code", "")), _earlier(refusal)
        if earlier is not None and (proven or earlier.pk in remembered(request)):
            messages.info(request, " ".join(refusal.messages))
            return _to_own(request, earlier)
        if not told and not proven:
            refusal = answer_to_guest(request, refusal, shown.rules)
        if not told or not tells_of_the_phone(code, shown.rules):
            return refused_page(request, shown, refusal, wish, typed)
        tell_phone(activity=shown, phone=wish.phone, language=language, why=code, earlier=earlier)
        if full := refusals.no_room_for(shown, wish.party):  # as anybody else would hear
            return refused_page(request, shown, full, wish, typed)
        return receipts.give(shown, wish)
    return receipts.give(shown, wish) if told else _to_own(request, made)


def _earlier(refusal: ValidationError) -> Registration | None:
    """The registration that stands in the way, if the refusal names it."""
    named = getattr(refusal, "params", None) or {}
    found: Registration | None = named.get("registration") or named.get("of_phone")
    return found


def _to_own(request: HttpRequest, registration: Registration) -> HttpResponse:
    response = redirect("join:manage", registration.link_token)
    remember(request, response, registration.pk)
    return response


def _send_code(request: HttpRequest, phone: str) -> None:
    language = page_language()
    try:
        request_code(phone=phone, address=address_print(request), language=language)
    except TooOftenError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("验证码发出了。"))
