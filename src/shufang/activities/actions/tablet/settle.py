"""A person decides what an entry in conflict is worth."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.activities.actions.signing_in.sign_in import sign_in
from shufang.activities.actions.signing_in.sign_out import sign_out
from shufang.activities.actions.signing_in.void import void_check_in
from shufang.activities.actions.tablet.entries import OUT
from shufang.activities.actions.tablet.merge import key_of
from shufang.activities.choices import Method
from shufang.activities.models import CheckIn, TabletEntry
from shufang.activities.queries.tablet.ruling import CONFLICT, FULL
from shufang.people.models import User
from shufang.shared.holding import hold
from shufang.shared.models import log
from shufang.shared.reasons import refuse_without

# Here nothing can be counted: there is no activity to count it at.
NEVER = {"activity_cancelled", "activity_gone", "other_room", "not_scheduled", "activity_closed"}


def may_be_kept(entry: TabletEntry) -> bool:
    """Whether "count it" is a choice at all."""
    return entry.outcome == CONFLICT and entry.conflict not in NEVER


def settle(*, actor: User, entry: TabletEntry, keep: bool, reason: str) -> None:
    """Counted, or not; with a reason, once, and the entry itself stays as it came.

    Kept: what was counted already stays; of a party that signed in twice the tablet's head count
    replaces the first; who came in time while all places were taken is a sign-in at the tablet
    like others (grade B), beyond the places; anything else becomes a later entry (grade D), which
    a second person confirms. Not kept: what had been counted is voided.
    Refused (ValidationError): settled before, no reason, or nothing to count it at.
    """
    reason = refuse_without(reason)
    with transaction.atomic():
        hold(entry)
        if entry.settled_at is not None:
            raise ValidationError(_("这条记录已经处理过。"), code="settled")
        if entry.outcome != CONFLICT or (keep and not may_be_kept(entry)):
            raise ValidationError(_("这条记录不能计入。"), code="never")
        if keep:
            _count(actor, entry, reason)
        elif entry.check_in is not None:
            void_check_in(check_in=entry.check_in, actor=actor, reason=reason)
        entry.settled_at, entry.settled_by = timezone.now(), actor
        entry.kept, entry.reason = keep, reason[:300]
        entry.save()
        log(
            actor=actor,
            deed="activities.keep_tablet_entry" if keep else "activities.ignore_tablet_entry",
            subject=entry.activity or entry.device,
            reason=reason,
            detail={"conflict": [entry.conflict, ""]},
        )


def _count(actor: User, entry: TabletEntry, reason: str) -> None:
    if entry.check_in is not None:
        return
    if entry.body.get("kind") == OUT:
        _sign_out(entry)
        return
    assert entry.activity is not None
    registration = entry.registration
    if entry.first is not None:
        void_check_in(check_in=entry.first, actor=actor, reason=reason)
    same_time = entry.first is not None and entry.first.voided_at is not None
    entry.check_in = sign_in(
        activity=entry.activity,
        method=Method.KIOSK if same_time or entry.conflict == FULL else Method.PAPER,
        key=key_of(entry.nonce),
        adults=entry.body["adults"],
        children=entry.body["children"],
        registration=registration if registration and registration.is_seated else None,
        household=registration.household if registration else None,
        name=registration.name if registration else "",
        at=entry.happened_at,
        user=actor,
        device=entry.device,
        reason=reason,
        all_the_same=True,
    )


def _sign_out(entry: TabletEntry) -> None:
    """Somebody arrived after all: the sign-in came later, from another tablet."""
    found = (
        CheckIn.objects.filter(
            activity=entry.activity, voided_at__isnull=True, registration=entry.registration
        )
        if entry.registration
        else CheckIn.objects.filter(key=key_of(entry.body.get("sign_in", "")))
    ).first()
    if found is None:
        raise ValidationError(_("还没有这家人的签到记录，不能签退。"), code="no_sign_in")
    sign_out(check_in=found, at=max(entry.happened_at, found.at))
    entry.check_in = found
