"""The only place that changes the stage of a registration."""

from contextlib import nullcontext
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.activities.actions.registering import seats
from shufang.activities.actions.registering.tell import tell
from shufang.activities.choices import ALIVE, Stage, Why
from shufang.activities.models import Activity, Attendee, Registration, Step
from shufang.activities.news import StageChanged
from shufang.lake.touching import touch_months
from shufang.shared.announce import announce

S = Stage
# From each stage to those it may become. What is missing here can't happen.
LEGAL: dict[str, frozenset[str]] = {
    S.APPLIED: frozenset({S.WAITING, S.OFFERED, S.CONFIRMED, S.CANCELLED, S.EXPIRED}),
    S.WAITING: frozenset({S.OFFERED, S.CONFIRMED, S.ATTENDED, S.CANCELLED, S.EXPIRED}),
    S.OFFERED: frozenset({S.CONFIRMED, S.WAITING, S.ATTENDED, S.CANCELLED, S.EXPIRED}),
    S.CONFIRMED: frozenset({S.ATTENDED, S.ABSENT, S.CANCELLED, S.EXPIRED}),
    S.ATTENDED: frozenset({S.CONFIRMED, S.ABSENT}),  # its check-in was voided
    S.ABSENT: frozenset({S.ATTENDED, S.CONFIRMED}),  # they came after all
    S.CANCELLED: frozenset(),
    S.EXPIRED: frozenset({S.ATTENDED}),  # released, and yet at the door while places are free
}
# What was cancelled stays so, unless it was by calling off an activity by mistake.
BROUGHT_BACK = (S.APPLIED, S.WAITING, S.CONFIRMED)


def move(
    registration: Registration,
    to: str,
    *,
    actor: str,
    why: str = "",
    reason: str = "",
    offered_until: datetime | None = None,
    offered: int | None = None,
    quietly: bool = False,
) -> Registration:
    """Bring a registration to another stage: its places, its people, a step in its history, a
    message to the party (unless `quietly`), and the news, all in one transaction.

    The same stage again changes nothing. Refused (ValidationError): "illegal", a stage that does
    not follow; "full", places that are not free; "stale", somebody was faster. Places that come
    free are given on by `promote`, which whoever frees them calls in the same transaction.
    """
    before = registration.stage
    if before == to:
        return registration
    brought_back = BROUGHT_BACK if why == Why.RESTORED and before == S.CANCELLED else ()
    if to not in LEGAL[before] and to not in brought_back:
        raise ValidationError(
            _("报名现在是“%(now)s”，不能改为“%(then)s”。")
            % {"now": Stage(before).label, "then": Stage(to).label},
            code="illegal",
        )
    with transaction.atomic():
        after = Registration(takes=registration.takes, offered=offered)
        taken = seats.held(after, to) - seats.held(registration, before)
        waiting = seats.waits_for(after, to) - seats.waits_for(registration, before)
        if (taken or waiting) and not seats.move(
            registration.activity_id, taken=taken, waiting=waiting
        ):
            raise ValidationError(_("名额刚刚满了。"), code="full")
        now = timezone.now()
        changed = {"offered_until": offered_until, "offered": offered, "changed_at": now}
        if not _write(registration, to, changed):
            raise ValidationError(_("这份报名刚刚有了变化，请刷新再看。"), code="stale")
        for name, value in {**changed, "stage": to, "version": registration.version + 1}.items():
            setattr(registration, name, value)
        note(registration, before, actor=actor, why=why, reason=reason)
        if not quietly:
            tell(registration, before)
    return registration


def _write(registration: Registration, to: str, changed: dict[str, Any]) -> bool:
    """The stage, over the one and the places that the caller saw, and whether its people are in the
    running; False where somebody was faster, or the same family or child has registered anew."""
    before = registration.stage
    comes_back = to in ALIVE and before not in ALIVE
    seen = Registration.objects.filter(pk=registration.pk, stage=before, takes=registration.takes)
    try:
        with transaction.atomic() if comes_back else nullcontext():
            found = seen.update(stage=to, version=F("version") + 1, **changed)
            if (to in ALIVE) != (before in ALIVE):
                Attendee.objects.filter(registration=registration).update(alive=to in ALIVE)
    except IntegrityError:
        return False
    return bool(found)


def note(
    registration: Registration,
    before: str,
    *,
    actor: str,
    why: str = "",
    reason: str = "",
    touched: bool = False,
) -> None:
    """Write the step, touch the month (unless it is `touched`), spread the news; also of a
    registration just made."""
    Step.objects.create(
        registration=registration,
        before=before,
        after=registration.stage,
        at=registration.changed_at,
        actor=actor[:150],
        why=why,
        reason=reason[:200],
    )
    if not touched:
        touch_month(registration.activity)
    announce(StageChanged(registration, before))


def touch_month(activity: Activity) -> None:
    """The figures of the activity's month are to be counted anew."""
    touch_months("registrations", [activity.day])
