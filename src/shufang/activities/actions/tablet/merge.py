"""Take in what a tablet queued: each entry once, none lost, and a person sees what is doubtful."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from shufang.activities.actions.signing_in.refusals import AlreadySignedInError
from shufang.activities.actions.signing_in.sign_in import sign_in
from shufang.activities.actions.signing_in.sign_out import sign_out
from shufang.activities.actions.tablet.entries import OUT, Entry, Report, read_report
from shufang.activities.choices import ALIVE, Method, Stage
from shufang.activities.models import Activity, CheckIn, Device, Registration, TabletEntry
from shufang.activities.queries.tablet.roster import four_print, roster_key
from shufang.activities.queries.tablet.ruling import (
    COUNTED,
    FULL,
    KNOWN,
    REFUSED,
    Ruling,
    about_activity,
    about_device,
    about_party,
    about_time,
    asks,
    refused,
)
from shufang.activities.queries.tablet.timing import Reading, moments, offset_ms
from shufang.shared.holding import hold

BATCH_MOST = 50
# What signing in may still refuse, and what that is called here.
REFUSALS = {
    "full": FULL,
    "no_walk_ins": "no_walk_ins",
    "closed": "activity_closed",
    "cancelled_activity": "activity_cancelled",
    "too_early": "outside_window",
    "too_late": "outside_window",
    "cancelled": "registration_over",
}


@dataclass(frozen=True)
class Batch:
    """Some entries, the tablet's clocks at the moment of sending them, and the stamp of the last
    answer that reached it."""

    contact: Reading
    entries: Sequence[Any]
    stamp: str = ""


@dataclass(frozen=True)
class Result:
    """What the tablet is told about one entry; `outcome` is "known" from the second time on."""

    nonce: str
    outcome: str
    conflict: str = ""


@dataclass(frozen=True)
class Answer:
    """`again`: the tablet knows a later state of this database, which was restored from an older
    one; it then sends all it has kept."""

    results: list[Result]
    stamp: str
    again: bool


def merge(*, device: Device, batch: Batch, received_at: datetime | None = None) -> Answer:
    """Every entry ends as a row: counted, in conflict (a person decides), or refused.

    Safe to repeat in any order and in any parts: an entry is its nonce, whichever tablet brings it
    (a tablet may have been paired again), and a nonce that comes back with another content is
    refused and kept beside the first. What happened when is worked out from the tablet's clocks
    (`queries/tablet/timing.py`) and never believed outside the hours of signing in. All or nothing
    is written; what no rule foresaw fails the batch, and the tablet sends a smaller one.
    """
    received_at = received_at or timezone.now()
    reports = [read_report(raw) for raw in batch.entries[:BATCH_MOST]]
    with transaction.atomic():
        hold(device)
        seen = {
            row.nonce: row
            for row in TabletEntry.objects.filter(nonce__in=[report.nonce for report in reports])
        }
        times = [_times(report, batch.contact, received_at) for report in reports]
        done: dict[int, Result] = {}
        for number in sorted(range(len(reports)), key=lambda number: times[number][0]):
            done[number] = _take(device, reports[number], times[number], received_at, seen)
        again = batch.stamp not in (device.stamp, device.stamp_before)
        new = any(result.outcome != KNOWN for result in done.values())
        if new or not device.stamp:  # an empty one would fit a database from before the pairing
            device.stamp_before, device.stamp = device.stamp, secrets.token_hex(8)
        device.seen_at = received_at
        device.offset_ms = offset_ms(batch.contact, received_at)
        device.save(update_fields=["seen_at", "offset_ms", "stamp", "stamp_before"])
    return Answer([done[number] for number in range(len(reports))], device.stamp, again)


def _times(report: Report, contact: Reading, received_at: datetime) -> tuple[datetime, ...]:
    if report.entry is None:
        return (received_at,)
    return moments(report.entry.at, report.entry.known_offset, contact, received_at)


def _take(
    device: Device,
    report: Report,
    times: tuple[datetime, ...],
    received_at: datetime,
    seen: dict[str, TabletEntry],
) -> Result:
    row = seen.get(report.nonce)
    if row is not None and row.body_hash == report.print:
        return Result(report.nonce, KNOWN, row.conflict)
    if row is not None:
        return _keep_other_body(device, report, times[0], received_at)
    row = TabletEntry(
        device=device,
        nonce=report.nonce,
        body_hash=report.print,
        body=report.raw,
        happened_at=times[0],
        received_at=received_at,
    )
    ruling = (
        refused("unreadable")
        if report.entry is None
        else _carry_out(row, report.entry, times, received_at)
    )
    row.outcome, row.conflict, row.first = ruling.outcome, ruling.conflict, ruling.first
    row.save()
    seen[report.nonce] = row
    return Result(report.nonce, row.outcome, row.conflict)


def _keep_other_body(device: Device, report: Report, at: datetime, received_at: datetime) -> Result:
    """The nonce is taken by another content: this one is kept in sight, and never counted."""
    TabletEntry.objects.get_or_create(
        device=device,
        nonce=f"{report.nonce}#{report.print[:24]}",
        defaults={
            "body_hash": report.print,
            "body": report.raw,
            "happened_at": at,
            "received_at": received_at,
            "outcome": REFUSED,
            "conflict": "other_body",
        },
    )
    return Result(report.nonce, REFUSED, "other_body")


def _carry_out(
    row: TabletEntry, entry: Entry, times: tuple[datetime, ...], received_at: datetime
) -> Ruling:
    """Decide, write the check-in where there is one to write, and say what was decided."""
    activity = Activity.objects.select_related("rules", "site").filter(pk=entry.activity).first()
    registration = (
        Registration.objects.select_related("household")
        .filter(pk=entry.registration, activity__site=row.device.site_id)
        .first()  # of another room a tablet learns nothing, not even that there is one
        if entry.registration
        else _registered_since(row.device, activity, entry.asked)
    )
    row.activity, row.registration = activity, registration
    ruling = about_device(row.device, times) or about_activity(row.device, activity)
    if ruling is not None or activity is None:
        return ruling or asks("activity_gone")
    late = about_time(activity, times, received_at)
    if late is not None:
        return late
    if entry.kind == OUT:
        return _sign_out(row, entry, activity)
    named = entry.registration is not None or registration is not None
    first = _first_of(activity, registration)
    ruling = about_party(activity, registration, first, named=named)
    return _sign_in(row, entry, ruling) if ruling.how else ruling


def _registered_since(device: Device, activity: Activity | None, asked: str) -> Registration | None:
    """Whom a tablet with an old list could not find by four digits and took for somebody who just
    came: the party with these digits, where it is the only one."""
    if not asked or activity is None or activity.site_id != device.site_id:
        return None
    secret = roster_key(device)
    parties = Registration.objects.select_related("household").filter(
        activity=activity, stage__in=(*ALIVE, Stage.ABSENT)
    )
    found = [
        party
        for party in parties.exclude(last_four="")
        if four_print(secret, activity.pk, party.last_four) == asked
    ]
    return found[0] if len(found) == 1 else None


def _first_of(activity: Activity, registration: Registration | None) -> CheckIn | None:
    """Whether these people were signed in already, by whatever way or name they registered."""
    if registration is None:
        return None
    same = Q(registration=registration)
    if registration.household_id:
        same |= Q(household=registration.household_id)
        same |= Q(registration__household=registration.household_id)
    if registration.phone_print:
        same |= Q(registration__phone_print=registration.phone_print)
    return CheckIn.objects.filter(same, activity=activity, voided_at__isnull=True).first()


def _sign_in(row: TabletEntry, entry: Entry, ruling: Ruling) -> Ruling:
    activity, registration = row.activity, row.registration
    assert activity is not None
    party = registration if ruling.how == "party" else None
    try:
        row.check_in = sign_in(
            activity=activity,
            method=Method.KIOSK,
            key=key_of(entry.nonce),
            adults=entry.adults,
            children=entry.children,
            registration=party,
            household=registration.household if registration else None,
            name=registration.name if registration else "",
            at=row.happened_at,
            device=row.device,
        )
    except AlreadySignedInError as already:
        return asks("already_here", first=already.check_in)
    except ValidationError as refusal:
        return asks(REFUSALS.get(str(refusal.code), "rules"))
    return ruling


def _sign_out(row: TabletEntry, entry: Entry, activity: Activity) -> Ruling:
    """Leaving needs somebody who arrived, and arrived before."""
    key = Q(key=key_of(entry.sign_in)) if entry.sign_in else Q(pk__in=[])
    party = Q(registration=entry.registration) if entry.registration else Q(pk__in=[])
    found = CheckIn.objects.filter(key | party, activity=activity, voided_at__isnull=True).first()
    if found is None:
        return asks("out_before_in")
    row.check_in = found
    try:
        sign_out(check_in=found, at=row.happened_at)
    except ValidationError:
        return asks("out_before_in", first=found)
    return Ruling(outcome=COUNTED)


def key_of(nonce: str) -> str:
    """The idempotency key of a tablet's check-in."""
    return f"tablet {nonce}"
