"""The activities of a calendar: all, a room's, a category's, one, or those a family comes to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.db.models import Max, Q
from django.utils import timezone

from shufang.activities.choices import Stage, State, Why
from shufang.activities.models import Activity, Category, FamilyFeed, Registration
from shufang.activities.models.promoting import TOKEN
from shufang.activities.queries.public import shown_to_readers
from shufang.people.models import Household
from shufang.places.models import Site
from shufang.shared.models import LogEntry, subject_key
from shufang.shared.secrets import BrokenSealError, fingerprint, unseal

PAST = timedelta(days=60)  # calendars keep what they have had; longer ago nobody asks for
MOST = 2000
# What a calendar's entry is made of: when none of it differs, the calendar has not changed.
SHOWN = (
    "pk", "sequence", "state", "title", "day", "starts_at", "ends_at", "description", "age_from",
    "age_to", "published_at", "site__name", "site__slug", "site__address", "site__town__name",
    "site__latitude", "site__longitude", "zone__name", "category__name", "category__name_en",
)  # fmt: skip
RENAMED = ("activities.", "places.", "intake.")  # whose log entries may change what is shown


@dataclass(frozen=True)
class Feed:
    """One calendar: what is asked for, and a version that changes whenever an entry does."""

    asked: Q
    version: str
    room: Site | None = None
    category: Category | None = None

    def activities(self, most: int = MOST) -> list[Activity]:
        return list(
            Activity.objects.filter(self.asked)
            .select_related("site__town", "category", "zone")
            .defer("leader", "note", "source")
            .order_by("day", "starts_at", "pk")[:most]
        )


def public_feed(
    *, room: Site | None = None, category: Category | None = None, coming_only: bool = False
) -> Feed:
    """What readers may see, from two months ago on; cancelled ones stay, so that calendars learn
    of it."""
    since = timezone.localdate() - (timedelta() if coming_only else PAST)
    asked = Q(shown_to_readers(), day__gte=since)
    if coming_only:
        asked &= Q(ends_at=None) | Q(ends_at__gt=timezone.now())
    if room is not None:
        asked &= Q(site=room)
    if category is not None:
        asked &= Q(category=category)
    return _feed(asked, room, category)


def one_feed(pk: int) -> Feed:
    """One activity, whenever it is; empty where readers may not see it."""
    return _feed(Q(shown_to_readers(), pk=pk))


def family_feed(household: Household) -> Feed:
    """What the family has a place in, or came to, or lost because it was called off; nothing else
    of the family."""
    called_off = Q(
        stage=Stage.CANCELLED, activity__state=State.CANCELLED, steps__why=Why.CALLED_OFF
    )
    places = Registration.objects.filter(
        called_off | Q(stage__in=(Stage.CONFIRMED, Stage.ATTENDED)), household=household
    )
    since = timezone.localdate() - PAST
    return _feed(Q(shown_to_readers(), day__gte=since, pk__in=places.values("activity")))


def household_of_token(token: str) -> Household | None:
    """Whose calendar this is; none where the address was given up or the family erased."""
    found = (
        FamilyFeed.objects.select_related("household")
        .filter(token=fingerprint(token), household__erased_at=None)
        .first()
    )
    return found.household if found else None


def family_calendar_token(household: Household) -> str:
    """The address's token for the family itself; empty where it has none, or where it can't be
    read with this installation's key."""
    feed = FamilyFeed.objects.filter(household=household).first()
    try:
        return unseal(feed.token_sealed, TOKEN) if feed else ""
    except BrokenSealError:
        return ""


def changed(activities: Iterable[Activity]) -> dict[int, datetime]:
    """When each activity was last written, from the log; else when it was published."""
    keys = {subject_key(activity): activity for activity in activities}
    logged = dict(
        LogEntry.objects.filter(subject__in=list(keys))
        .values_list("subject")
        .annotate(last=Max("at"))
    )
    return {
        activity.pk: logged.get(key) or activity.published_at or _noon(activity)
        for key, activity in keys.items()
    }


def last_change() -> datetime | None:
    """When anything that calendars show was written last, what is no longer shown included."""
    which = Q()
    for begins in RENAMED:
        which |= Q(deed__startswith=begins)
    return LogEntry.objects.filter(which).order_by("-at").values_list("at", flat=True).first()


def _feed(asked: Q, room: Site | None = None, category: Category | None = None) -> Feed:
    rows = Activity.objects.filter(asked).order_by("day", "starts_at", "pk").values_list(*SHOWN)
    version = sha256(f"{settings.SITE_URL} {list(rows[:MOST])}".encode()).hexdigest()[:32]
    return Feed(asked, version, room, category)


def _noon(activity: Activity) -> datetime:
    """Imported rows know no other moment."""
    return datetime(activity.day.year, activity.day.month, activity.day.day, 4, tzinfo=UTC)
