"""What is on in a room at a moment, for the code that hangs there for good."""

from datetime import datetime, timedelta

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.activities.choices import State
from shufang.activities.models import Activity, RoomCode
from shufang.activities.queries.signing_in.codes import is_room_code, room_named_by
from shufang.activities.queries.signing_in.window import window_of
from shufang.places.models import Site


class RenewedError(Exception):
    """The code was the room's once."""


def site_of_code(code: str) -> Site:
    """The room whose code was scanned. Raises `RenewedError` for one that hung there before."""
    pk = room_named_by(code)
    site = Site.objects.filter(pk=pk, active=True).first() if pk else None
    latest = number_of(site) if site else 0
    if site is not None and is_room_code(code, site, latest):
        return site
    if site is not None and any(is_room_code(code, site, number) for number in range(latest)):
        raise RenewedError
    raise Http404(_("没有这个签到码，请看看码是不是印全了。"))


def renewal_of(site: Site) -> RoomCode | None:
    """When the room's own code was renewed last; None for its first one."""
    return RoomCode.objects.filter(site=site).first()


def number_of(site: Site) -> int:
    """How often the room's own code was renewed."""
    row = renewal_of(site)
    return row.number if row else 0


def signing_in_at(site: Site, moment: datetime) -> list[Activity]:
    """The activities whose hours of signing in are now, the earliest first."""
    return [each for each in _near(site, moment) if window_of(each).has(moment)]


def next_at(site: Site, moment: datetime) -> Activity | None:
    """What readers may sign in at next, within a week."""
    week = moment + timedelta(days=7)
    coming = (each for each in _near(site, moment, days=7) if moment < window_of(each).opens < week)
    return next(coming, None)


def _near(site: Site, moment: datetime, days: int = 1) -> list[Activity]:
    day = timezone.localdate(moment)
    found = Activity.objects.filter(
        site=site,
        state__in=(State.SCHEDULED, State.HELD),
        published_at__isnull=False,
        closed_at=None,
        day__range=(day - timedelta(days=1), day + timedelta(days=days)),
    )
    return list(found.select_related("rules", "zone", "category").order_by("starts_at", "pk"))
