"""Which pictures may be used outside the rooms' own records.

One may when nobody can be told on it, or when those on it agreed and every family that is noted as
being on it still agrees (purpose “照片用于宣传”, no refusal of being photographed, and no such
refusal for just this activity at its registration). Asked anew at every use, so a family that takes
its consent back is gone from the next page and the next report.
"""

from collections.abc import Iterable

from django.db.models import QuerySet

from shufang.activities.choices import Permission, Stage, State
from shufang.activities.models import Activity, Photo, Registration
from shufang.people.choices import Purpose
from shufang.people.models import Consent, Household
from shufang.shared.period import Period


def usable(photos: Iterable[Photo]) -> list[Photo]:
    """Those of the pictures that may be printed or shown to readers now."""
    found = list(photos)
    refusing = _refusing({h.pk for photo in found for h in photo.households.all()})
    avoided = _avoided({photo.activity_id for photo in found}) if found else set()
    return [
        photo
        for photo in found
        if photo.permission == Permission.NOBODY
        or (
            photo.permission == Permission.AGREED
            and not any(
                h.pk in refusing or (photo.activity_id, h.pk) in avoided
                for h in photo.households.all()
            )
        )
    ]


def pictures_of(period: Period) -> list[Photo]:
    """The pictures of activities held in the period that may be used, oldest first."""
    return usable(_photos().filter(activity__day__range=(period.start, period.last)))


def for_readers(activity: Activity) -> list[Photo]:
    """The activity's pictures that readers may see, once it was held."""
    if activity.state != State.HELD:
        return []
    return usable(activity.photos.prefetch_related("households"))


def _photos() -> QuerySet[Photo]:
    return (
        Photo.objects.filter(activity__state=State.HELD)
        .select_related("activity__site")
        .prefetch_related("households")
        .order_by("activity__day", "activity_id", "order", "id")
    )


def refusing(household: Household, activity: Activity) -> bool:
    """Whether pictures of the activity with this family may not be used."""
    return bool(_refusing({household.pk})) or (activity.pk, household.pk) in _avoided({activity.pk})


def not_pictured(activity: Activity) -> list[Registration]:
    """The parties that asked at their registration not to be on pictures; guests too."""
    found = Registration.objects.filter(activity=activity, photo=False)
    return list(found.exclude(stage__in=(Stage.CANCELLED, Stage.EXPIRED)).order_by("number", "pk"))


def may_be_on_it(activity: Activity) -> QuerySet[Household]:
    """The families that signed in at the activity."""
    return Household.objects.filter(
        check_ins__activity=activity, check_ins__voided_at=None
    ).distinct()


def _avoided(activities: set[int]) -> set[tuple[int, int]]:
    """Activities with the families that don't want to be on pictures of just this one."""
    found = Registration.objects.filter(
        activity__in=activities, photo=False, household__isnull=False
    ).exclude(stage__in=(Stage.CANCELLED, Stage.EXPIRED))
    return set(found.values_list("activity_id", "household_id"))


def _refusing(households: set[int]) -> set[int]:
    """Of these families, those without a standing yes; whoever had all erased says no."""
    erased = Household.objects.filter(pk__in=households, erased_at__isnull=False)
    gone = set(erased.values_list("pk", flat=True)) if households else set()
    latest: dict[tuple[int, str], bool] = {}
    rows = Consent.objects.filter(
        household__in=households, purpose__in=(Purpose.PHOTO, Purpose.MEDIA)
    ).order_by("at", "pk")
    for household, purpose, given in rows.values_list("household_id", "purpose", "given"):
        latest[household, purpose] = given
    return {
        household
        for household in households
        if household in gone
        or not latest.get((household, Purpose.MEDIA), False)
        or not latest.get((household, Purpose.PHOTO), True)
    }
