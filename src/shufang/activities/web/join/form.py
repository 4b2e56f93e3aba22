"""The page of an activity for readers, and what is sent from it."""

from collections.abc import Sequence
from contextlib import nullcontext
from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shufang.activities.actions.registering.register import register
from shufang.activities.actions.registering.watch import watch
from shufang.activities.forms.registering import Wish, wish_of_family
from shufang.activities.queries.registering.access import (
    activity_to_join,
    activity_to_register_for,
)
from shufang.activities.queries.registering.party import Kid, Party
from shufang.activities.web.join.guest import guest_registers
from shufang.activities.web.join.kept_form import sign_in_again, typed_before
from shufang.activities.web.join.page import activity_page, refused_page
from shufang.people.actions.family.keep_child import add_child
from shufang.people.actions.family.limits import spend
from shufang.people.models import Child, Guardian
from shufang.people.phones import clean_phone
from shufang.people.web.family import pending
from shufang.people.web.family_session import guardian_of
from shufang.shared.address import address_print
from shufang.shared.audience import public
from shufang.shared.kept_pages import kept_briefly
from shufang.shared.language import page_language
from shufang.shared.web.refusals import refusals_told

WATCHES = 30  # numbers an hour that one address may leave


@public
@require_safe
@kept_briefly
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    return activity_page(request, activity_to_join(pk), typed=typed_before(request, pk))


@public
@require_http_methods(["GET", "HEAD", "POST"])
def register_here(request: HttpRequest, pk: int) -> HttpResponse:
    """Register and go to the registration's own page; what was typed wrongly is shown again.

    Whoever opens the address itself, as by another language for a page with refusals, comes to
    the activity.
    """
    shown, guardian = activity_to_register_for(pk), guardian_of(request)
    if request.method != "POST" or getattr(shown, "rules", None) is None:
        return redirect("join:activity", pk)
    if guardian is None:
        if "family" in request.POST:
            return sign_in_again(request, shown)
        return guest_registers(request, shown)
    pending.drop(request, pending.UNSENT)
    children = {c.pk: c for c in guardian.household.children.filter(removed_at=None)}
    wish = wish_of_family(request.POST, shown, children)
    if wish.errors:
        return activity_page(request, activity_to_join(pk), wish=wish, typed=request.POST)
    try:
        with transaction.atomic() if wish.new else nullcontext():
            made = register(
                activity=shown,
                party=_with_new(wish, guardian, list(children.values())),
                household=guardian.household,
                phone=guardian.phone,
                name=guardian.name,
                answers=wish.answers,
                photo=wish.photo,
                language=page_language(),
                key=wish.key,
            )
    except ValidationError as refusal:
        return refused_page(request, shown, refusal, wish, request.POST)
    return redirect("join:manage", made.link_token)


@public
@require_POST
def watch_here(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave a phone number to hear of free places."""
    shown, guardian = activity_to_register_for(pk), guardian_of(request)
    with refusals_told(request):
        phone = guardian.phone if guardian else _typed_phone(request)
        watch(activity=shown, phone=phone, language=page_language())
        messages.success(request, _("记下了。有空位时给这个手机发一次消息，先到先得。"))
    return redirect("join:activity", pk)


def _typed_phone(request: HttpRequest) -> str:
    """Anybody's: each will be sent a message, so one address leaves only so many.

    Refused: what is no number (ValidationError), too many (`TooOftenError`)."""
    phone = clean_phone(request.POST.get("phone", ""))
    with transaction.atomic():
        spend(use="watch", key=address_print(request), most=WATCHES, within=timedelta(hours=1))
    return phone


def _with_new(wish: Wish, guardian: Guardian, children: Sequence[Child]) -> Party:
    """The party with children that the family typed: who has no profile yet gets one, which stays
    only where the party gets its place."""
    if not wish.new:
        return wish.party
    known = {(c.nickname, c.birth_year, c.birth_month): c for c in children}
    typed = [
        known.get((k.nickname, k.year, k.month))
        or add_child(household=guardian.household, nickname=k.nickname, year=k.year, month=k.month)
        for k in wish.new
    ]
    ticked = {kid.child for kid in wish.party.kids}
    kids = (*wish.party.kids, *(Kid.of(child) for child in typed if child not in ticked))
    return Party(wish.party.adults, kids, wish.party.beside, wish.party.whole)
