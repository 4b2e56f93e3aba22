"""Help for whoever is stuck; open to everybody, for one may be stuck at the sign-in page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shufang.portal.queries.help import topic as help_topic
from shufang.portal.queries.help import topics, topics_for_readers
from shufang.shared.audience import public

AT_WORK = "shared/staff.html"


@public
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    frame = _frame(request)
    first, others = ([], topics()) if frame == AT_WORK else topics_for_readers()
    context = {"first": first, "topics": others, "frame": frame}
    return render(request, "portal/help/index.html", context)


@public
@require_safe
def topic(request: HttpRequest, topic: str) -> HttpResponse:
    context = {"topic": help_topic(topic), "topics": topics(), "frame": _frame(request)}
    return render(request, "portal/help/topic.html", context)


def _frame(request: HttpRequest) -> str:
    """People at work keep their menu beside the help."""
    at_work = request.user.is_authenticated and request.user.roles
    return AT_WORK if at_work else "shared/public.html"
