"""The page of an activity with its form, empty or with what was typed and what is wrong."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.activities.forms.registering import Wish, numbers, typed_answers, typed_rows
from shufang.activities.models import Activity
from shufang.activities.queries.registering.access import activity_to_join
from shufang.activities.queries.registering.coming import coming_here
from shufang.activities.queries.registering.page import View, view_of
from shufang.activities.queries.registering.party import FIT
from shufang.activities.queries.reviewing.pictures import for_readers
from shufang.people.choices import Purpose
from shufang.people.queries.family.consents import agrees
from shufang.people.web.family.unsent import family_mark
from shufang.people.web.family_session import guardian_of
from shufang.places.queries.network import closures_of
from shufang.places.queries.opening import opening
from shufang.shared.secrets import new_token

# These are about the activity, not about what was typed: the page says them, without the form.
ABOUT_THE_ACTIVITY = {"full", "waiting_full", "ended", "past", "ahead", "cancelled", "open"}
TYPED_ROWS = 3


def refused_page(
    request: HttpRequest, shown: Activity, refusal: ValidationError, wish: Wish, typed: QueryDict
) -> HttpResponse:
    """Why not, in words: at the form with what was typed, or on the page where it is about the
    activity."""
    code = getattr(refusal, "code", None) or ""
    text = " ".join(refusal.messages)
    first = (getattr(refusal, "params", None) or {}).get("registration")
    if code == "already" and first is not None:
        messages.info(request, _("已经报过这一场，就是这一份。要改，在这一页改。"))
        return redirect("join:manage", first.link_token)
    if code in ABOUT_THE_ACTIVITY and not wish.party.beside:  # it may be the other one that is full
        messages.warning(request, text)
        return redirect("join:activity", shown.pk)
    wish.errors["party"] = text
    return activity_page(request, activity_to_join(shown.pk), wish=wish, typed=typed)


def activity_page(
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
    ticked = set(numbers(typed.getlist("child"))) if typed is not None else set(_most_likely(view))
    adults = typed.get("adults", "") if typed is not None else ""
    chosen = next(iter(numbers([adults])), min(max(view.adults.start, 1), view.rules.adults_most))
    values: Mapping[str, str] = typed.dict() if typed is not None else {}  # type: ignore[assignment]
    errors = wish.errors if wish else {}
    rows = typed_rows(values, errors, min(view.rules.children_most + 1, TYPED_ROWS))
    return {
        "form_url": reverse("join:register", args=[view.activity.pk]),
        "key": values.get("key") or new_token(),
        "family_mark": family_mark(view.guardian.household) if view.guardian else "",
        "errors": errors,
        "values": values,
        "ticked": ticked,
        "chosen": chosen,
        "kids_chosen": len(ticked & {row.child.pk for row in view.children if row.may_come}),
        "photo": values.get("photo") == "1" if typed is not None else _may_be_pictured(view),
        "beside": set(numbers(typed.getlist("beside"))) if typed else set(),
        "questions": typed_answers(view.rules, values, errors),
        "rows": rows,
        "kids_typed": any(row["nickname"] or row["born"] for row in rows),
    }  # fmt: skip


def _most_likely(view: View) -> list[int]:
    """All children of the right age, as far as one party may bring them."""
    assert view.rules is not None
    fitting = [row.child.pk for row in view.children if row.fit == FIT]
    return fitting[: view.rules.children_most]


def _may_be_pictured(view: View) -> bool:
    """What the family has said for all activities stands in the form; it may differ here."""
    return view.guardian is not None and agrees(view.guardian.household, Purpose.PHOTO)


def _sign_in_opens(shown: Activity) -> str:
    rules = getattr(shown, "rules", None)
    if shown.starts_at is None or rules is None:
        return ""
    opens = shown.starts_at - timedelta(minutes=rules.sign_in_before)
    return f"{timezone.localtime(opens):%H:%M}"
