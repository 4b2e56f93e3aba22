"""What a tablet needs to sign families in without network: today's and the next days' activities
of its room, who is expected, and the codes to show.

A lost tablet tells little: a family is its first character, and the last four digits of a phone
are keyed fingerprints. The whole is signed with the tablet's own key, which it keeps apart.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Prefetch, Q
from django.utils import timezone, translation

from shufang.activities.choices import Places, Stage, State
from shufang.activities.models import Activity, Category, CheckIn, Device, Registration
from shufang.activities.queries.signing_in.codes import FINGERPRINT, STEP, codes_between, step_at
from shufang.activities.queries.signing_in.window import rules_of, window_of
from shufang.activities.queries.who_came import counted
from shufang.activities.queries.words import masked_name
from shufang.places.models import Closure
from shufang.places.queries.opening import closure_on, hours_on, week
from shufang.shared.secrets import key

DAYS = 3  # after today
CODE_DAYS = 1  # after today: so long the screen shows fresh codes without network
EXPECTED = (Stage.CONFIRMED, Stage.OFFERED)
SHOWN = (*EXPECTED, Stage.ATTENDED, Stage.ABSENT, Stage.WAITING)
LANGUAGES = ("zh-hans", "en")


@dataclass(frozen=True)
class Roster:
    """The text that is signed, its signature, and a print by which a tablet knows it again."""

    body: str
    mac: str
    print: str


def roster_key(device: Device) -> str:
    """The key of one tablet's roster; a new pairing gives a new one."""
    text = f"{device.pk} {device.token}".encode()
    return hmac.new(key("tablet roster"), text, hashlib.sha256).hexdigest()


def roster(device: Device, now: datetime | None = None) -> Roster:
    """Signed for this tablet; the same rows give the same text, whenever it is asked for."""
    now = timezone.localtime(now)
    secret = roster_key(device)
    activities = [_activity(activity, secret, now) for activity in _activities(device, now)]
    body = json.dumps(
        {
            "version": 1,
            "device": device.name,
            "site": device.site.name,
            "zone_minutes": _minutes(now),
            "days": _days(device, now.date()),
            "activities": activities,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return Roster(body, sign(body, secret), hashlib.sha256(body.encode()).hexdigest()[:16])


def sign(body: str, secret: str) -> str:
    return hmac.new(secret.encode(), body.encode(), hashlib.sha256).hexdigest()


def four_print(secret: str, activity: int, four: str) -> str:
    """The last four digits of a phone as they stand in the roster: of use at one activity, on one
    tablet."""
    return sign(f"{activity} {four}", secret)[:20]


def _activities(device: Device, now: datetime) -> Iterable[Activity]:
    live = Prefetch(
        "check_ins",
        CheckIn.objects.filter(counted()).only(
            "activity_id", "registration_id", "adults", "children", "left_at"
        ),
        to_attr="live",
    )
    parties = Prefetch(
        "registrations",
        Registration.objects.filter(stage__in=SHOWN)
        .exclude(last_four="", stage=Stage.WAITING)
        .select_related("household"),
        to_attr="parties",
    )
    first = now.date()
    return (
        Activity.objects.filter(site=device.site_id, day__range=(first, first + timedelta(DAYS)))
        .filter(
            Q(state=State.HELD)
            | Q(state__in=(State.SCHEDULED, State.CANCELLED), published_at__isnull=False)
        )
        .filter(starts_at__isnull=False)
        .select_related("rules", "zone", "category")
        .prefetch_related(live, parties)
        .order_by("starts_at", "pk")
    )


def _activity(activity: Any, secret: str, now: datetime) -> dict[str, Any]:
    rules, window = rules_of(activity), window_of(activity)
    cancelled = activity.state == State.CANCELLED
    found: dict[str, Any] = {
        "id": activity.pk,
        "title": activity.title,
        "zone": activity.zone.name if activity.zone else "",
        "category": {"zh-hans": activity.category.name, "en": _english_name(activity.category)},
        "colour": activity.category.colour,
        "day": activity.day.isoformat(),
        "time": _span(window.starts, window.ends),
        "ages": [activity.age_from, activity.age_to],
        "opens": _ms(window.opens),
        "starts": _ms(window.starts),
        "ends": _ms(window.ends),
        "closes": _ms(window.closes),
        "cancelled": cancelled,
        "closed": activity.closed_at is not None,
        "walk_ins": rules.walk_ins,
        "counted": rules.counted,
        "free": None if rules.way == Places.OPEN else max(0, rules.places - rules.taken),
        "sign_out": rules.sign_out,
        "most": [max(rules.adults_most, 1), max(rules.children_most, 1)],
        "arrived": len(activity.live),
        "heads": sum(c.adults + c.children for c in activity.live if c.left_at is None),
        "parties": [_party(party, activity, secret) for party in activity.parties],
    }
    if not cancelled and activity.day <= now.date() + timedelta(CODE_DAYS):
        found["codes"] = _codes(activity, window.opens, window.closes)
    return found


def _party(party: Registration, activity: Any, secret: str) -> dict[str, Any]:
    seen = next((c for c in activity.live if c.registration_id == party.pk), None)
    name = party.name or (party.household.name if party.household else "")
    here = "out" if seen and seen.left_at else "in" if seen else ""
    return {
        "id": party.pk,
        "name": masked_name(name),
        "four": four_print(secret, activity.pk, party.last_four) if party.last_four else "",
        "adults": party.adults,
        "children": party.children,
        "here": here,
        "waiting": party.stage == Stage.WAITING,
        "expected": party.stage in EXPECTED,
    }


def _codes(activity: Activity, opens: datetime, closes: datetime) -> dict[str, Any]:
    """The rotating codes of its hours; what all of them begin with stands once."""
    codes = [code for _at, code in codes_between(activity, opens, closes)]
    head = len(codes[0]) - FINGERPRINT
    return {
        "first": step_at(opens),
        "step": STEP * 1000,
        "head": codes[0][:head],
        "codes": [code[head:] for code in codes],
    }


def _days(device: Device, today: date) -> list[dict[str, Any]]:
    """The room's hours in the days to come, in words and as times of day."""
    hours = list(device.site.hours.all())
    closures = list(
        Closure.objects.filter(Q(site=device.site_id) | Q(site=None), last_day__gte=today)
    )
    texts = {}
    for language in LANGUAGES:
        with translation.override(language):
            texts[language] = [day.text for day in week(hours, closures, today)]
    found = []
    for ahead in range(7):
        day = today + timedelta(ahead)
        closure = closure_on(closures, day)
        spans = [] if closure else hours_on(hours, day)
        found.append(
            {
                "day": day.isoformat(),
                "known": bool(hours),
                "text": {language: texts[language][ahead] for language in LANGUAGES},
                "notice": closure.notice if closure else "",
                "spans": [[f"{a:%H:%M}", f"{b:%H:%M}"] for a, b in spans],
            }
        )
    return found


def _english_name(category: Category) -> str:
    return category.name_en or category.name


def _span(starts: datetime, ends: datetime) -> str:
    return f"{timezone.localtime(starts):%H:%M} – {timezone.localtime(ends):%H:%M}"


def _ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)


def _minutes(now: datetime) -> int:
    offset = now.utcoffset()
    assert offset is not None
    return round(offset.total_seconds() / 60)
