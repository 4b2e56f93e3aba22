"""Calendars and lists that other programs and sites read."""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shufang.activities.forms.registering import numbers
from shufang.activities.models import Category
from shufang.activities.queries.api import activity_shown
from shufang.activities.queries.promoting.access import category_to_show, room_to_show
from shufang.activities.queries.promoting.feed import (
    Feed,
    changed,
    family_feed,
    household_of_token,
    last_change,
    one_feed,
    public_feed,
)
from shufang.activities.queries.promoting.links import activity_path
from shufang.activities.web.feeds.ical import calendar
from shufang.activities.web.feeds.json_feed import json_feed
from shufang.places.models import Site
from shufang.shared.audience import by_token, public
from shufang.shared.language import network_name

KEPT = 3600  # seconds that a built calendar is kept in memory
FRESH = 900  # seconds that others may keep it
CALENDAR, JSON = "text/calendar; charset=utf-8", "application/feed+json; charset=utf-8"


@public
@require_safe
def short(request: HttpRequest, pk: int) -> HttpResponse:
    """The address on posters."""
    activity_shown(pk)
    return redirect(activity_path(pk))


@public
@require_safe
def all_activities(request: HttpRequest) -> HttpResponse:
    with in_its_language(request):
        return _calendar(request, public_feed(), network_name())


@public
@require_safe
def of_room(request: HttpRequest, slug: str) -> HttpResponse:
    room = room_to_show(slug)
    with in_its_language(request):
        return _calendar(request, public_feed(room=room), room.name)


@public
@require_safe
def of_category(request: HttpRequest, pk: int) -> HttpResponse:
    category = category_to_show(pk)
    with in_its_language(request):
        name = f"{network_name()} · {category.label}"
        return _calendar(request, public_feed(category=category), name)


@public
@require_safe
def of_activity(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry to add to one's own calendar."""
    feed = one_feed(pk)
    if not feed.activities():
        raise Http404(_("没有这场活动。"))
    with in_its_language(request):
        response = _calendar(request, feed, network_name())
    response["Content-Disposition"] = f'inline; filename="activity-{pk}.ics"'
    return response


@by_token
@require_safe
def of_family(request: HttpRequest, token: str) -> HttpResponse:
    """When a family comes where; whoever has the address reads it, so it says nothing else."""
    household = household_of_token(token)
    if household is None:
        raise Http404(_("这个日历地址已经停用。"))
    with in_its_language(request):
        name = _("我家的活动 · %(network)s") % {"network": network_name()}
        return _calendar(request, family_feed(household), name, private=True)


@public
@require_safe
def as_json(request: HttpRequest) -> HttpResponse:
    """For other programs, pages of other sites included; ?room= and ?category= narrow it."""
    room, category = narrowed(request)
    feed = public_feed(room=room, category=category)
    with in_its_language(request):
        path = f"{reverse('feeds:json')}{_query(request)}"

        def build() -> bytes:
            activities = feed.activities()
            made = json_feed(network_name(), path, activities, changed(activities))
            return json.dumps(made, ensure_ascii=False).encode()

        response = _answer(request, f"json {path}", feed, build, JSON)
    response["Access-Control-Allow-Origin"] = "*"
    return response


def narrowed(request: HttpRequest) -> tuple[Site | None, Category | None]:
    """?room=SLUG and ?category=NUMBER; Http404 for what does not exist, so that a list for one
    room never becomes the list of all."""
    slug, number = request.GET.get("room", ""), request.GET.get("category", "")
    room = room_to_show(slug) if slug else None
    category = category_to_show(next(iter(numbers([number])), 0)) if number else None
    return room, category


def _query(request: HttpRequest) -> str:
    """The part of the address that decides what is shown."""
    kept = {
        name: request.GET[name] for name in ("room", "category", "lang") if request.GET.get(name)
    }
    return f"?{urlencode(kept)}" if kept else ""


def in_its_language(request: HttpRequest) -> Any:
    """Chinese, or English where the address says ?lang=en: programs and caches send no cookies."""
    return translation.override("en" if request.GET.get("lang") == "en" else "zh-hans")


def _calendar(
    request: HttpRequest, feed: Feed, name: str, *, private: bool = False
) -> HttpResponse:
    def build() -> bytes:
        activities = feed.activities()
        return calendar(name, activities, changed(activities))

    return _answer(request, f"ical {name}", feed, build, CALENDAR, private=private)


def _answer(
    request: HttpRequest,
    kind: str,
    feed: Feed,
    build: Callable[[], bytes],
    content_type: str,
    *,
    private: bool = False,
) -> HttpResponse:
    """Built once a version, and not sent again to who has it."""
    version = f"{feed.version}-{translation.get_language()}"
    etag, at = quote_etag(version), last_change()
    modified = int(at.timestamp()) if at else None
    response: HttpResponse | None = get_conditional_response(request, etag, modified)
    if response is None:
        key = f"feed-{sha256(kind.encode()).hexdigest()[:16]}-{version}"
        body = None if private else cache.get(key)
        if body is None:
            body = build()
            if not private:
                cache.set(key, body, KEPT)
        response = HttpResponse(body, content_type=content_type)
    response["ETag"] = etag
    if modified is not None:
        response["Last-Modified"] = http_date(modified)
    patch_cache_control(response, max_age=FRESH, **{"private" if private else "public": True})
    return response
