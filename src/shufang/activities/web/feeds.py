"""Calendars and lists that other programs and sites read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from shufang.activities.queries.promoting.links import activity_path
from shufang.shared.audience import public


@public
@require_safe
def short(request: HttpRequest, pk: int) -> HttpResponse:
    """The address on posters; it leads on whether or not there is such an activity."""
    return redirect(activity_path(pk))
