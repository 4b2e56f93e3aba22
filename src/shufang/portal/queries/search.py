"""One box for rooms and activities."""

from dataclasses import dataclass, field

from shufang.activities.models import Activity
from shufang.places.models import Site
from shufang.portal.queries.activities import Asked, coming, held, public_activities
from shufang.shared.text import plain_name

SHOWN = 20


@dataclass(frozen=True)
class Found:
    words: str
    rooms: list[Site] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    coming_count: int = 0
    held_count: int = 0

    @property
    def has_more(self) -> bool:
        """Whether there are activities beside those shown."""
        return len(self.activities) < self.coming_count + self.held_count

    @property
    def is_empty(self) -> bool:
        return not self.rooms and not self.activities


def search(words: str) -> Found:
    """Rooms by name, alias, town or address (best match first), activities by title, latest first.

    Three queries and two counts; nothing is looked for without words.
    """
    words = words.replace("\x00", "").strip()[:80]  # PostgreSQL refuses to look for it
    if not words:
        return Found("")
    activities = public_activities(Asked(words=words)).order_by("-day", "-starts_at", "-pk")
    return Found(
        words,
        _rooms(words)[:SHOWN],
        list(activities[:SHOWN]),
        coming(activities).count(),
        held(activities).count(),
    )


def _rooms(words: str) -> list[Site]:
    """Compared in plain form, which the database does not know: a network's rooms are few."""
    plain = plain_name(words) or words.casefold()
    ranked = []
    for site in Site.objects.filter(active=True).select_related("town").prefetch_related("aliases"):
        names = [plain_name(site.name), *(alias.plain for alias in site.aliases.all())]
        others = [plain_name(site.town.name) if site.town else "", plain_name(site.address)]
        if any(plain in name for name in names):
            ranked.append((0 if names[0].startswith(plain) else 1, site.name, site))
        elif any(plain in other for other in others):
            ranked.append((2, site.name, site))
    return [site for _rank, _name, site in sorted(ranked, key=lambda found: found[:2])]
