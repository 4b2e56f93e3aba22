"""我家: what a family comes back for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from shufang.people.queries.family.ages import age_words
from shufang.people.queries.family.guardians import signed_in
from shufang.people.queries.family.own_code import own_code
from shufang.portal.queries.family import been, coming, missed
from shufang.shared.audience import family
from shufang.shared.ui.qr import qr_svg


@family
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    guardian = signed_in(request)
    household, today = guardian.household, timezone.localdate()
    code = own_code(household)
    context = {
        "place": "family",
        "guardian": guardian,
        "household": household,
        "children": [(c, age_words(c)) for c in household.children.filter(removed_at=None)],
        "coming": coming(household, today),
        "missed": missed(household),
        "been": been(household, today),
        "picture": qr_svg(code) if code else "",
        "looked": household.accesses.count(),
        "today": today,
    }
    return render(request, "portal/family.html", context)
