"""Tablets for tests: one that is paired, and what it would send."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from shufang.activities.actions.tablet.merge import Batch, Result, merge
from shufang.activities.actions.tablet.register import Paired, pair, pairing_code, register_tablet
from shufang.activities.choices import Stage
from shufang.activities.models import Activity, Device, Registration
from shufang.activities.queries.tablet.timing import Reading
from shufang.people.models import Household, User
from shufang.people.models.family import phone_print
from shufang.places.models import Site
from shufang.shared.secrets import fingerprint

PAGE = "00000000000000aa"  # one opening of a tablet's page


def make_tablet(actor: User, site: Site, name: str = "门口平板") -> Paired:
    """Registered and paired."""
    device = register_tablet(actor=actor, site=site, name=name)
    return pair(code=pairing_code(actor=actor, device=device))


def expect_party(
    activity: Activity,
    phone: str = "13800004821",
    *,
    name: str = "张家",
    stage: Stage = Stage.CONFIRMED,
    household: Household | None = None,
    adults: int = 1,
    children: int = 1,
) -> Registration:
    """A registration as its row stands when the tablet asks; places taken are counted."""
    number = Registration.objects.filter(activity=activity).count() + 1
    registration = Registration.objects.create(
        activity=activity,
        household=household,
        name=name,
        phone_print="" if household else phone_print(phone),
        last_four=phone[-4:],
        stage=stage,
        number=number,
        adults=adults,
        children=children,
        takes=1,
        token=fingerprint(f"{activity.pk} {number} {phone}"),
    )
    rules = getattr(activity, "rules", None)
    if rules is not None and registration.is_seated:
        rules.taken += 1
        rules.save(update_fields=["taken"])
    return registration


def ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)


def entry(
    activity: Activity,
    number: int = 1,
    *,
    at: datetime | None = None,
    registration: Registration | None = None,
    page: str = PAGE,
    **body: Any,
) -> dict[str, Any]:
    """What a tablet with a right clock keeps of one family, signed in just now."""
    at = at or timezone.now()
    return {
        "nonce": f"{number:032x}",
        "kind": "in",
        "activity": activity.pk,
        **({"registration": registration.pk} if registration else {}),
        "adults": 1,
        "children": 1,
        "clock": ms(at),
        "running": ms(at) - 1_600_000_000_000,
        "page": page,
        "offset": 0,
        **body,
    }


def send(
    device: Device, *entries: Any, now: datetime | None = None, page: str = PAGE
) -> list[Result]:
    """One upload by a tablet with a right clock."""
    now = now or timezone.now()
    contact = Reading(ms(now), ms(now) - 1_600_000_000_000, page)
    device.refresh_from_db()
    batch = Batch(contact, list(entries), device.stamp)
    return merge(device=device, batch=batch, received_at=now).results
