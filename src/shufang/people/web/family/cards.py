"""The household's reader cards: linked by a guardian, listed by their last four characters."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from shufang.people.actions.family.link_card import MOST_CARDS, link_card
from shufang.people.actions.family.unlink_card import unlink_card
from shufang.people.forms.family.family import CardForm
from shufang.people.queries.family.access import own_card
from shufang.people.queries.family.guardians import signed_in
from shufang.people.web.family.unsent import family_mark, kept_when_signed_out, typed_before
from shufang.shared.audience import family
from shufang.shared.web.refusals import refusal_shown


@family
@kept_when_signed_out
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def cards(request: HttpRequest) -> HttpResponse:
    """Those that are linked, and one more; a number is sent in the body and never shown whole."""
    guardian = signed_in(request)
    form = CardForm(request.POST or None, initial=typed_before(request))
    if request.method == "POST" and form.is_valid():
        try:
            card = link_card(guardian=guardian, typed=form.cleaned_data["number"])
        except ValidationError as refused:
            refusal_shown(form, ValidationError({"number": refused.messages}))
        else:
            messages.success(request, _("尾号 %(n)s 的借书证连上了。") % {"n": card.last_four})
            return redirect("family:cards")
    found = list(guardian.household.cards.all())
    context = {
        "form": form,
        "family_mark": family_mark(guardian.household),
        "cards": found,
        "most": MOST_CARDS,
        "full": len(found) >= MOST_CARDS,
        "place": "family",
    }
    return render(request, "people/family/cards.html", context)


@family
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Staff no longer find the family by this card."""
    unlink_card(card=own_card(signed_in(request), pk))
    messages.success(request, _("已移除，号码不再保存。"))
    return redirect("family:cards")
