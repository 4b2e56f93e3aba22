"""The page of an activity for readers, and the form on it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from shufang.activities.actions.registering.register import register
from shufang.activities.actions.registering.watch import watch
from shufang.activities.forms.registering import (
    Wish,
    numbers,
    questions,
    typed_rows,
    wish_of_family,
    wish_of_guest,
)
from shufang.activities.models import Activity
from shufang.activities.queries.registering.access import (
    activity_to_join,
    activity_to_register_for,
)
from shufang.activities.queries.registering.coming import coming_here
from shufang.activities.queries.registering.page import View, view_of
from shufang.activities.queries.registering.party import FIT, Kid, Party
from shufang.activities.queries.reviewing.pictures import for_readers
from shufang.activities.web.join_guessing import note_answer, refuse_guesser
from shufang.people.actions.family.keep_child import add_child
from shufang.people.models import Guardian
from shufang.people.phones import clean_phone
from shufang.people.web.family_session import guardian_of
from shufang.places.queries.network import closures_of
from shufang.places.queries.opening import opening
from shufang.shared.audience import public
from shufang.shared.kept_pages import kept_briefly
from shufang.shared.secrets import new_token

# These are about the activity, not about what was typed: the page says them, without the form.
ABOUT_THE_ACTIVITY = {"full", "waiting_full", "ended", "past", "ahead", "cancelled", "open"}
TYPED_ROWS = 3


@public
@require_safe
@kept_briefly
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, activity_to_join(pk))


@public
@require_POST
def register_here(request: HttpRequest, pk: int) -> HttpResponse:
    """Register and go to the registration's own page; what was typed wrongly is shown again."""
    shown, guardian = activity_to_register_for(pk), guardian_of(request)
    if getattr(shown, "rules", None) is None:
        return redirect("join:activity", pk)
    children = {}
    if guardian is not None:
        children = {c.pk: c for c in guardian.household.children.filter(removed_at=None)}
        wish = wish_of_family(request.POST, shown, children)
    else:
        wish = wish_of_guest(request.POST, shown)
    if wish.errors:
        return _page(request, activity_to_join(pk), wish=wish, typed=request.POST)
    try:
        if guardian is None:
            refuse_guesser(request)
        made = register(
            activity=shown,
            party=_with_new(wish, guardian),
            household=guardian.household if guardian else None,
            phone=guardian.phone if guardian else wish.phone,
            name=guardian.name if guardian else wish.name,
            answers=wish.answers,
            photo=wish.photo,
            language=get_language() or "zh-hans",
            key=wish.key,
        )
    except ValidationError as refusal:
        if guardian is None:
            note_answer(request, str(getattr(refusal, "code", "")))
        return _refused(request, shown, refusal, wish)
    return redirect("join:manage", made.link_token)


@public
@require_POST
def watch_here(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave a phone number to hear of free places."""
    shown, guardian = activity_to_register_for(pk), guardian_of(request)
    try:
        phone = guardian.phone if guardian else clean_phone(request.POST.get("phone", ""))
        watch(activity=shown, phone=phone, language=get_language() or "zh-hans")
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("记下了。有空位时给这个手机发一次消息，先到先得。"))
    return redirect("join:activity", pk)


def _with_new(wish: Wish, guardian: Guardian | None) -> Party:
    """The party with children that the family tells us of now: they get a profile first."""
    if guardian is None or not wish.new:
        return wish.party
    new = [
        add_child(household=guardian.household, nickname=k.nickname, year=k.year, month=k.month)
        for k in wish.new
    ]
    kids = (*wish.party.kids, *map(Kid.of, new))
    return Party(wish.party.adults, kids, wish.party.beside, wish.party.whole)


def _refused(
    request: HttpRequest, shown: Activity, refusal: ValidationError, wish: Wish
) -> HttpResponse:
    code = getattr(refusal, "code", None) or ""
    text = " ".join(refusal.messages)
    first = (getattr(refusal, "params", None) or {}).get("registration")
    if code == "already" and first is not None:
        messages.info(request, text)
        return redirect("join:manage", first.link_token)
    if code in ABOUT_THE_ACTIVITY:
        messages.warning(request, text)
        return redirect("join:activity", shown.pk)
    wish.errors["party"] = text
    return _page(request, activity_to_join(shown.pk), wish=wish, typed=request.POST)


def _page(
    request: HttpRequest,
    shown: Activity,
    *,
    wish: Wish | None = None,
    typed: QueryDict | None = None,
) -> HttpResponse:
    view = view_of(shown, guardian_of(request))
    today = timezone.localdate()
    context = {
        "place": "activities",
        "activity": shown,
        "view": view,
        "past": shown.day < today,
        "now": opening(shown.site.hours.all(), closures_of(shown.site, today)),
        "others": coming_here(shown, today),
        "sign_in_opens": _sign_in_opens(shown),
        "pictures": for_readers(shown),
        **(_form(view, wish, typed) if view.may_register else {}),
    }
    return render(request, "activities/join/activity.html", context, status=422 if wish else 200)


def _form(view: View, wish: Wish | None, typed: QueryDict | None) -> dict[str, Any]:
    """What stands in the form: as typed, or what most families want."""
    assert view.rules is not None
    ticked = (
        set(numbers(typed.getlist("child")))
        if typed is not None
        else {row.child.pk for row in view.children if row.fit == FIT}
    )
    adults = typed.get("adults", "") if typed is not None else ""
    chosen = next(iter(numbers([adults])), max(view.adults.start, 1))
    values: Mapping[str, str] = typed.dict() if typed is not None else {}  # type: ignore[assignment]
    errors = wish.errors if wish else {}
    return {
        "form_url": reverse("join:register", args=[view.activity.pk]),
        "key": values.get("key") or new_token(),
        "errors": errors,
        "values": values,
        "ticked": ticked,
        "chosen": chosen,
        "kids_chosen": len(ticked & {row.child.pk for row in view.children if row.may_come}),
        "photo": values.get("photo") == "1",
        "beside": set(numbers(typed.getlist("beside"))) if typed else set(),
        "questions": [
            {"q": q, "name": f"q-{q.code}", "value": values.get(f"q-{q.code}", ""),
             "error": errors.get(f"q-{q.code}", "")}
            for q in questions(view.rules)
        ],
        "rows": typed_rows(values, errors, min(view.rules.children_most + 1, TYPED_ROWS)),
    }  # fmt: skip


def _sign_in_opens(shown: Activity) -> str:
    rules = getattr(shown, "rules", None)
    if shown.starts_at is None or rules is None:
        return ""
    opens = shown.starts_at - timedelta(minutes=rules.sign_in_before)
    return f"{timezone.localtime(opens):%H:%M}"
