"""What programs may see: activities as readers do, registrations and sign-ins at their rooms."""

from datetime import date

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from shufang.activities.models import Activity, Registration
from shufang.activities.queries.public import shown_to_readers
from shufang.people.models import ApiToken


def activities_shown(
    *, room: str = "", category: int | None = None, first: date | None, last: date | None
) -> QuerySet[Activity]:
    """In the order of their days; without what is the staff's (who leads them, notes, source)."""
    found = (
        Activity.objects.filter(shown_to_readers())
        .select_related("site__town", "category", "rules", "zone")
        .defer("leader", "note", "source")
        .order_by("day", "starts_at", "pk")
    )
    if room:
        found = found.filter(site__slug=room)
    if category is not None:
        found = found.filter(category=category)
    if first is not None:
        found = found.filter(day__gte=first)
    if last is not None:
        found = found.filter(day__lte=last)
    return found


def activity_shown(pk: int) -> Activity:
    found = activities_shown(first=None, last=None).filter(pk=pk).first()
    if found is None:
        raise Http404(_("没有这场活动。"))
    return found


def activity_of(token: ApiToken, pk: int) -> Activity:
    """An activity that readers may see, at a room of the token."""
    found = activity_shown(pk)
    if token.site_id not in (None, found.site_id):
        raise Http404(_("没有这场活动。"))
    return found


def registrations_of(token: ApiToken) -> QuerySet[Registration]:
    """Those at the token's room, or at all."""
    found = Registration.objects.select_related("activity__rules").order_by("pk")
    return found if token.site_id is None else found.filter(activity__site=token.site_id)


def registration_of(token: ApiToken, pk: int) -> Registration:
    found = registrations_of(token).filter(pk=pk).first()
    if found is None:
        raise Http404(_("没有这份报名。"))
    return found
