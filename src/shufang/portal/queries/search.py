"""One box for rooms and activities."""

from dataclasses import dataclass, field

from django.db.models import Q

from shufang.activities.models import Activity
from shufang.places.models import Site
from shufang.portal.queries.activities import Asked, public_activities
from shufang.shared.text import plain_name

SHOWN = 20


@dataclass(frozen=True)
class Found:
    words: str
    rooms: list[Site] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    activity_count: int = 0

    @property
    def is_empty(self) -> bool:
        return not self.rooms and not self.activities


def search(words: str) -> Found:
    """Rooms by name, alias, town or address (best match first), activities by title, latest first.

    Two queries and a count; nothing is looked for without words.
    """
    words = words.strip()[:80]
    if not words:
        return Found("")
    plain = plain_name(words) or words
    rooms = (
        Site.objects.filter(active=True)
        .filter(
            Q(name__icontains=words)
            | Q(aliases__plain__contains=plain)
            | Q(town__name__icontains=words)
            | Q(address__icontains=words)
            | Q(name__icontains=plain)
        )
        .select_related("town")
        .distinct()
    )
    ranked = sorted(rooms, key=lambda site: (plain not in plain_name(site.name), site.name))
    activities = public_activities(Asked(words=words)).order_by("-day", "-starts_at", "-pk")
    return Found(words, ranked[:SHOWN], list(activities[:SHOWN]), activities.count())
