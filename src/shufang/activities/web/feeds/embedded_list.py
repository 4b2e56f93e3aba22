"""A list of what is coming, to be shown inside pages of other sites."""

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from shufang.activities.queries.promoting.feed import public_feed
from shufang.activities.queries.promoting.links import full, short_link
from shufang.activities.queries.words import clock_words, title_words, where_words
from shufang.activities.web.feeds.calendars import in_its_language, narrowed
from shufang.shared.audience import public
from shufang.shared.days import day_words
from shufang.shared.language import network_name

MOST, USUAL = 30, 8
GROUNDS = ("paper", "white", "dark")


@public
@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
def embed(request: HttpRequest) -> HttpResponse:
    """The only page that others may frame: it holds no form and nobody's data.

    ?room=SLUG, ?category=NUMBER, ?count=8, ?ground=paper|white|dark, ?lang=en.
    """
    room, category = narrowed(request)
    number = request.GET.get("count", "")
    count = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else USUAL
    ground = request.GET.get("ground", "")
    with in_its_language(request):
        shown = public_feed(room=room, category=category, coming_only=True)
        context = {
            "rows": [
                {
                    "activity": activity,
                    "title": title_words(activity),
                    "day": day_words(activity.day),
                    "clock": clock_words(activity),
                    "where": where_words(activity),
                    "link": short_link(activity),
                }
                for activity in shown.activities(max(1, min(count, MOST)))
            ],
            "network": network_name(),
            "room": room,
            "category": category,
            "all_link": full(reverse("portal:activities")),
            "ground": ground if ground in GROUNDS else "paper",
            "language": translation.get_language(),
        }
        response = render(request, "activities/promoting/embed.html", context)
    response["Cache-Control"] = "max-age=300, public"
    return response
