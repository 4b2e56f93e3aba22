"""What helps to promote: the panel on an activity's page, texts to copy, addresses to pass on."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_safe

from shufang.activities.actions.promoting.family_calendar import (
    end_family_calendar,
    renew_family_calendar,
)
from shufang.activities.actions.promoting.set_reminders import set_reminders
from shufang.activities.choices import State
from shufang.activities.forms.promoting import RemindersForm
from shufang.activities.models import Activity, Category
from shufang.activities.queries.access import activity_for
from shufang.activities.queries.promoting.access import activity_to_notify, may_notify
from shufang.activities.queries.promoting.feed import family_calendar_token
from shufang.activities.queries.promoting.links import activity_path, full, short_link
from shufang.activities.queries.promoting.packs import packs
from shufang.activities.queries.promoting.recipients import notices
from shufang.activities.queries.promoting.reminding import reminders
from shufang.activities.web.feeds.embedded_list import GROUNDS
from shufang.people.actions.note_family_access import note_family_access
from shufang.people.queries.account import account
from shufang.people.web.family_session import guardian_of
from shufang.places.models import Site
from shufang.shared.audience import audience, family, staff
from shufang.shared.language import network_name
from shufang.shared.roles import Role


def promote_panel(request: HttpRequest, activity: Activity) -> dict[str, Any] | None:
    """For what is still ahead."""
    if activity.state in (State.CANCELLED, State.HELD) or activity.day < timezone.localdate():
        return None
    return {"activity": activity, "may_notify": may_notify(account(request), activity)}


@staff
@require_safe
def pack_page(request: HttpRequest, pk: int) -> HttpResponse:
    activity = activity_for(account(request), pk)
    context = {
        "activity": activity,
        "packs": packs(activity),
        "link": short_link(activity),
        "reader_url": activity_path(pk),
        "calendar_url": full(reverse("feeds:activity", args=[pk])),
    }
    return render(request, "activities/promoting/packs.html", context)


@audience(Role.LIBRARY, Role.OPERATOR, Role.SITE_STAFF)
@require_safe
def notice_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Who would be told what, before anything is sent."""
    user = account(request)
    activity = activity_to_notify(user, pk)
    found = notices(activity)
    households = {each.registration.household_id for one in found for each in one.recipients}
    note_family_access(user, households, gettext_noop("通知名单"))
    context = {"activity": activity, "notices": found, "now": timezone.now()}
    return render(request, "activities/promoting/notices.html", context)


@staff
@require_safe
def network_page(request: HttpRequest) -> HttpResponse:
    """Calendars and the list for other sites, with the line to paste."""
    rooms = list(Site.objects.filter(active=True))
    categories = list(Category.objects.filter(active=True))
    offered = {
        "room": {room.slug for room in rooms},
        "category": {str(category.pk) for category in categories},
        "ground": set(GROUNDS),
        "lang": {"en"},
    }
    chosen = {
        name: request.GET[name]
        for name, values in offered.items()
        if request.GET.get(name) in values
    }
    query = f"?{urlencode(chosen)}" if chosen else ""
    context = {
        "rooms": rooms,
        "categories": categories,
        "chosen": chosen,
        "all_url": full(reverse("feeds:all")),
        "json_url": full(reverse("feeds:json")),
        "embed_path": f"{reverse('feeds:embed')}{query}",
        "snippet": _snippet(full(f"{reverse('feeds:embed')}{query}")),
        "site": full(""),
    }
    return render(request, "activities/promoting/network.html", context)


def _snippet(address: str) -> str:
    """The line that shows the list inside somebody else's page."""
    frame = f'<iframe src="{escape(address)}" title="{escape(network_name())}"'
    return f'{frame} width="100%" height="480" loading="lazy"></iframe>'


@audience(Role.LIBRARY, Role.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def reminder_times(request: HttpRequest) -> HttpResponse:
    """The operator reads the times, the library sets them."""
    user = account(request)
    may_set = user.is_superuser or Role.LIBRARY in user.roles
    form = RemindersForm.of(reminders(), request.POST or None)
    if request.method == "POST" and not may_set:
        messages.error(request, _("提醒时间由图书馆定。"))
        return redirect("feeds:reminders")
    if request.method == "POST" and form.is_valid():
        set_reminders(actor=user, **form.cleaned_data)
        messages.success(request, _("已保存，从现在起按新的时间提醒。"))
        return redirect("feeds:reminders")
    context = {"form": form, "may_set": may_set, "times": reminders()}
    return render(request, "activities/promoting/reminders.html", context)


@family
@require_http_methods(["GET", "HEAD", "POST"])
def own_calendar(request: HttpRequest) -> HttpResponse:
    """The family's own calendar address: make one, change it, end it."""
    guardian = guardian_of(request)
    assert guardian is not None
    if request.method == "POST":
        if request.POST.get("end"):
            end_family_calendar(guardian.household)
            messages.success(request, _("日历地址已停用，订阅过的日历不再更新。"))
        else:
            renew_family_calendar(guardian.household)
            messages.success(request, _("新的日历地址好了，原来的不再有用。"))
        return redirect("feeds:mine")
    token = family_calendar_token(guardian.household)
    url = full(reverse("feeds:family", args=[token])) if token else ""
    context = {
        "place": "family",
        "url": url,
        "subscribe_url": f"webcal://{url.partition('://')[2]}" if url else "",
    }
    return render(request, "activities/promoting/own_calendar.html", context)
