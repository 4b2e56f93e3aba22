"""The survey on a reader's phone: one link, three questions, no account."""

import secrets

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from shufang.activities.models import CheckIn
from shufang.shared.audience import by_token
from shufang.surveys.actions.answer import answer, withdraw
from shufang.surveys.forms.pulse import PulseForm
from shufang.surveys.models import Answer
from shufang.surveys.queries.tickets import Opened, opened, token_of
from shufang.surveys.queries.window import why_not

BROWSER = "pulse"  # in the session: tells browsers at the poster apart


@by_token
@require_http_methods(["GET", "HEAD", "POST"])
def pulse(request: HttpRequest, token: str) -> HttpResponse:
    """The questions; after answering, thanks and the way to take it back."""
    survey = opened(token)
    found = Answer.objects.filter(ticket=_ticket(request, survey)).first()
    if found is not None:
        return _thanks(request, survey, token, found)
    form = PulseForm(request.POST or None)
    reason = why_not(survey.activity)
    if request.method == "POST" and not reason and form.is_valid():
        ticket = _ticket(request, survey, new=True)
        try:
            answer(
                activity=survey.activity,
                ticket=ticket,
                said=form.said(),
                signed_in=not survey.is_poster,
            )
        except ValidationError as refusal:
            reason = " ".join(refusal.messages)
        else:
            return redirect("surveys:pulse", token)
    context = {
        "activity": survey.activity,
        "form": form,
        "reason": reason,
    }
    return render(request, "surveys/pulse.html", context)


@by_token
@require_POST
def take_back(request: HttpRequest, token: str) -> HttpResponse:
    """The reader takes the answer back."""
    withdraw(ticket=_ticket(request, opened(token)))
    return redirect("surveys:pulse", token)


def after_sign_in(request: HttpRequest, check_in: CheckIn) -> dict[str, str] | None:
    """On the receipt of a sign-in: the family's own way to the questions."""
    if check_in.voided_at is not None:
        return None
    return {"token": token_of(check_in)}


def _thanks(request: HttpRequest, survey: Opened, token: str, found: Answer) -> HttpResponse:
    context = {"activity": survey.activity, "answer": found, "token": token}
    return render(request, "surveys/thanks.html", context)


def _ticket(request: HttpRequest, survey: Opened, *, new: bool = False) -> str:
    """On the poster's link one a browser, which gets its mark only when it answers."""
    if not survey.is_poster:
        return survey.ticket()
    browser = request.session.get(BROWSER, "")
    if not browser and new:
        browser = request.session[BROWSER] = secrets.token_urlsafe(16)
    return survey.ticket(browser) if browser else ""
