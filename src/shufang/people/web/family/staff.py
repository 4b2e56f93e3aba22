"""Families as staff see them: found by four digits or a name, no more than is needed, every look
written down."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shufang.people.actions.family.show_phone import show_phone
from shufang.people.actions.family.unlink_card import unlink_card
from shufang.people.actions.note_family_access import note_family_access
from shufang.people.forms.family.family import FamilySearchForm, ShowPhoneForm
from shufang.people.models import Guardian, Household
from shufang.people.queries.account import account as signed_in_user
from shufang.people.queries.family.access import (
    card_for_staff,
    family_for_staff,
    guardian_for_staff,
)
from shufang.people.queries.family.ages import age_words
from shufang.people.queries.family.consents import answers
from shufang.people.queries.family.search import is_card_like, search
from shufang.shared.audience import audience
from shufang.shared.roles import Role
from shufang.shared.text import typed
from shufang.shared.web.refusals import refusals_told

# As the family reads it later, in its own language.
SEARCH, PAGE = gettext_noop("查找家庭"), gettext_noop("家庭资料")
CARD_REMOVED = gettext_noop("移除借书证")
seers = audience(Role.LIBRARY, Role.OPERATOR, Role.SITE_STAFF)


@seers
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def families(request: HttpRequest) -> HttpResponse:
    """A search, and never a list of everybody. The number of a card stays out of the address, and
    leads straight to its family."""
    user = signed_in_user(request)
    form = FamilySearchForm(request.POST or request.GET or None)
    asked = form.cleaned_data["q"] if form.is_bound and form.is_valid() else ""
    if request.method == "POST" and not is_card_like(asked):
        return redirect(f"{reverse('family:staff_search')}?{urlencode({'q': asked})}")
    found = search(user, asked) if asked else None
    if request.method == "POST" and found is not None and len(found) == 1:
        return redirect("family:staff_family", found[0].pk)
    if found is not None:
        note_family_access(user, found, SEARCH)
    context = {"form": form, "asked": asked, "found": found}
    return render(request, "people/family/staff_search.html", context)


@seers
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """What the door needs to know of a family."""
    user = signed_in_user(request)
    household = family_for_staff(user, pk)
    note_family_access(user, [household], PAGE)
    return _page(request, household, ShowPhoneForm())


@seers
@sensitive_variables("phone")
@require_POST
def phone(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole number of one guardian, for a reason that is logged; shown in the answer only."""
    user = signed_in_user(request)
    guardian = guardian_for_staff(user, pk)
    form = ShowPhoneForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请写为什么要看完整手机号，会记下来，家长也看得到。"))
        return redirect("family:staff_family", guardian.household_id)
    number = show_phone(actor=user, guardian=guardian, reason=form.cleaned_data["reason"])
    return _page(request, guardian.household, ShowPhoneForm(), guardian, number)


@seers
@require_POST
def remove_card(request: HttpRequest, pk: int) -> HttpResponse:
    """A card that is another family's, or lost: for a reason, which the family reads."""
    user = signed_in_user(request)
    card = card_for_staff(user, pk)
    reason = typed(request.POST.get("reason", ""), 200)
    with refusals_told(request), transaction.atomic():
        unlink_card(card=card, actor=user, reason=reason)
        note_family_access(user, [card.household_id], f"{CARD_REMOVED}：{reason}")
        messages.success(request, _("已移除，号码不再保存。"))
    return redirect("family:staff_family", card.household_id)


def _page(
    request: HttpRequest,
    household: Household,
    form: ShowPhoneForm,
    shown: Guardian | None = None,
    number: str = "",
) -> HttpResponse:
    context = {
        "household": household,
        "guardians": household.guardians.order_by("pk"),
        "children": [(c, age_words(c)) for c in household.children.filter(removed_at=None)],
        "cards": household.cards.all(),
        "answers": answers(household),
        "accesses": household.accesses.all()[:10],
        "form": form,
        "shown": shown,
        "number": number,
    }
    return render(request, "people/family/staff_family.html", context)
