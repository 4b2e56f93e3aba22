"""The calendar of all rooms, its events for the script, and moving one of them."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from shufang.activities.actions.planning.change_plan import move_activity
from shufang.activities.actions.planning.refusals import SlotError
from shufang.activities.forms.planning.calendar import CalendarForm
from shufang.activities.queries.planning.access import may_approve, plan_to_change
from shufang.activities.queries.planning.calendar import (
    CalendarFilter,
    activities_between,
    days_off_between,
    events,
    waiting,
)
from shufang.activities.queries.planning.slots import Choice
from shufang.people.policy import sites_of
from shufang.people.queries.account import account
from shufang.places.queries.access import zone_of
from shufang.shared.audience import audience, staff
from shufang.shared.roles import Role


@staff
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """The month; without a script, a list of its activities by day."""
    user = account(request)
    form = CalendarForm(request.GET)
    asked = form.asked()
    first = _month(request.GET.get("month", ""))
    following = (first + timedelta(days=32)).replace(day=1)
    found = activities_between(first, following, asked)
    context = {
        "form": form,
        "filtered": asked != CalendarFilter(),
        "found": found,
        "days_off": days_off_between(first, following),
        "month": first,
        "following": following,
        "before": (first - timedelta(days=1)).replace(day=1),
        "waiting": waiting(user),
        "may_plan": sites_of(user, Role.OPERATOR, Role.SITE_STAFF) != frozenset(),
        "may_approve": may_approve(user),
    }
    return render(request, "activities/planning/calendar.html", context)


@staff
@require_safe
def calendar_events(request: HttpRequest) -> HttpResponse:
    """The events from `start` to `end`, and the days off among them."""
    starts, ends = _instant(request.GET.get("start")), _instant(request.GET.get("end"))
    if starts is None or ends is None:
        return JsonResponse({"detail": _("请给出 start 和 end。")}, status=400)
    found = activities_between(starts, ends, CalendarForm(request.GET).asked())
    return JsonResponse(
        {"events": events(account(request), found), "days_off": days_off_between(starts, ends)}
    )


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_POST
def plan_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Another time, from a drag, or one of the ways out, which may be in another zone: done, or
    409 with the reason and the ways out."""
    user = account(request)
    activity = plan_to_change(user, pk)
    starts, ends = _instant(request.POST.get("start")), _instant(request.POST.get("end"))
    if starts is None or ends is None or activity.starts_at is None:
        return JsonResponse({"reason": _("请给出新的时间。"), "choices": []}, status=400)
    zone = activity.zone
    if wanted := request.POST.get("zone", ""):
        zone = zone_of(activity.site, wanted)
    try:
        changes = move_activity(actor=user, activity=activity, starts=starts, ends=ends, zone=zone)
    except SlotError as refusal:
        ways = [_way_out(choice) for choice in refusal.choices]
        return JsonResponse({"reason": refusal.text, "choices": ways}, status=409)
    except ValidationError as refusal:
        return JsonResponse({"reason": " ".join(refusal.messages), "choices": []}, status=409)
    except PermissionDenied as refusal:
        return JsonResponse({"reason": str(refusal), "choices": []}, status=403)
    text = _("“%(title)s”已移动。") % {"title": activity.title} if changes else ""
    return JsonResponse({"moved": bool(changes), "text": text})


def _way_out(choice: Choice) -> dict[str, str]:
    """What to send for it."""
    slot = choice.slot
    return {
        "text": choice.text,
        "start": slot.starts.isoformat(),
        "end": slot.ends.isoformat(),
        "zone": str(slot.zone.pk) if slot.zone else "",
    }


def _month(text: str) -> datetime:
    try:
        day = parse_date(f"{text}-01")
    except ValueError:
        day = None
    first = (day or timezone.localdate()).replace(day=1)
    if not 2000 <= first.year <= 2100:
        first = timezone.localdate().replace(day=1)
    return timezone.make_aware(datetime(first.year, first.month, 1))  # noqa: DTZ001


def _instant(text: str | None) -> datetime | None:
    """An ISO moment, the network's own time where none is named."""
    try:
        found = parse_datetime(text or "")
        day = None if found else parse_date(text or "")
    except ValueError:
        return None
    if found is None and day is not None:
        found = datetime(day.year, day.month, day.day)  # noqa: DTZ001
    if found is None or not 1990 <= found.year <= 2200:
        return None
    return found if timezone.is_aware(found) else timezone.make_aware(found)
