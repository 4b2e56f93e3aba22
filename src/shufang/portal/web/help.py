"""Help for whoever is stuck; open to everybody, for one may be stuck at the sign-in page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shufang.portal.queries.help import topic as help_topic
from shufang.portal.queries.help import topics
from shufang.shared.audience import public


@public
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/help/index.html", {"topics": topics(), "frame": _frame(request)})


@public
@require_safe
def topic(request: HttpRequest, topic: str) -> HttpResponse:
    context = {"topic": help_topic(topic), "topics": topics(), "frame": _frame(request)}
    return render(request, "portal/help/topic.html", context)


def _frame(request: HttpRequest) -> str:
    """People at work keep their menu beside the help."""
    at_work = request.user.is_authenticated and request.user.roles
    return "shared/staff.html" if at_work else "shared/public.html"
