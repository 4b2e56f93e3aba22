"""What stands on a poster, from the activity's own record."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.activities.choices import Places
from shufang.activities.models import Activity
from shufang.activities.queries.promoting.links import short_link
from shufang.activities.queries.words import address_words, ages_words, clock_words, where_words
from shufang.places.choices import OrganisationKind
from shufang.places.models import Organisation
from shufang.shared.days import month_day, weekday
from shufang.shared.fonts import drawable
from shufang.shared.language import in_english, network_name

# The six tokens of the theme, white text on each at least 4.5:1; and a paler one for grounds.
COLOURS = {
    "theatre": ("#a4503c", "#f6e6e1"),
    "family": ("#2f6b5b", "#e6f0ec"),
    "adult": ("#3f5a86", "#e5ebf4"),
    "senior": ("#866a1e", "#f5eed6"),
    "theme": ("#7a4a7d", "#f0e6f1"),
    "training": ("#5b6965", "#e9edeb"),
}
MOST_TEXT = 66  # characters of the description; double in English
MOST_TITLE = 72
MOST_PARTNERS = 3


@dataclass(frozen=True)
class Poster:
    network: str
    category: str
    colour: str
    wash: str
    hero: str  # the date, as big as it goes
    weekday: str
    clock: str
    title: str
    text: str
    place: str
    address: str
    ages: str
    leader: str
    call: str  # what to do
    link: str
    link_shown: str
    partners: list[str]
    words: dict[str, str]
    english: bool

    def data(self) -> dict[str, Any]:
        return asdict(self)


def poster_of(activity: Activity, *, leader: bool = False) -> Poster:
    """In the language of the page; who leads it is named only when asked for."""
    colour, wash = COLOURS.get(activity.category.colour, COLOURS["theme"])
    link = short_link(activity)
    return Poster(
        network=network_name(),
        category=activity.category.label,
        colour=colour,
        wash=wash,
        hero=month_day(activity.day)
        if in_english()
        else f"{activity.day.month}.{activity.day.day}",
        weekday=_weekday(activity.day),
        clock=clock_words(activity),
        title=_cut(drawable(activity.title), MOST_TITLE) or activity.category.label,
        text=shortened(activity.description),
        place=where_words(activity),
        address=address_words(activity),
        ages=ages_words(activity) or _("不限年龄"),
        leader=activity.leader.strip() if leader else "",
        call=_("扫码看详情") if _is_open(activity) else _("扫码报名"),
        link=link,
        link_shown=_shown(link),
        partners=_partners(),
        words={"where": _("在哪儿"), "who": _("谁能来"), "leader": _("谁带领")},
        english=in_english(),
    )


def _weekday(day: date) -> str:
    """With the year where the poster hangs up before it has come."""
    if day.year == timezone.localdate().year:
        return weekday(day)
    return _("%(year)s年 %(weekday)s") % {"year": day.year, "weekday": weekday(day)}


def shortened(text: str) -> str:
    """The first sentences that fit, or a clean cut with dots."""
    plain, most = " ".join(text.split()), MOST_TEXT * (2 if in_english() else 1)
    if len(plain) <= most:
        return plain
    cut = plain[:most]
    ends = max(cut.rfind(mark) for mark in "。！？.!?")
    return cut[: ends + 1] if ends > most // 2 else cut.rstrip("，、；,; ") + "……"


def _cut(text: str, most: int) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= most else plain[: most - 1] + "…"


def _is_open(activity: Activity) -> bool:
    rules = getattr(activity, "rules", None)
    return rules is None or rules.way == Places.OPEN


def _partners() -> list[str]:
    """The library and who runs the rooms for it; no more than a line holds."""
    kinds = (OrganisationKind.LIBRARY, OrganisationKind.OPERATOR)
    found = Organisation.objects.filter(kind__in=kinds).order_by("pk")
    by_kind = sorted(found, key=lambda each: kinds.index(OrganisationKind(each.kind)))
    return [each.name for each in by_kind[:MOST_PARTNERS]]


def _shown(link: str) -> str:
    """The address as it is read aloud: no scheme, no last slash."""
    parts = urlsplit(link)
    return f"{parts.netloc}{parts.path}".rstrip("/")
