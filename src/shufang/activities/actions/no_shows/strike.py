"""A place that was kept and not used stays noted for a while."""

from datetime import timedelta

from django.utils import timezone

from shufang.activities.actions.tell_party import tell_party
from shufang.activities.choices import Stage, State
from shufang.activities.models import Registration, Step, Strike
from shufang.activities.news import StageChanged
from shufang.activities.queries.no_shows import network_rules
from shufang.activities.queries.no_shows.late import is_late
from shufang.shared.models import log

LONG_AGO = timedelta(days=15)  # nobody is blamed for what nobody remembers
MISSED = "missed"  # the message


def strike(registration: Registration) -> None:
    """Keep that the party did not come, until it expires; once a registration. None where the
    network has no such rule, for parties without household and phone, and for what lies long
    ago."""
    rules, ended = network_rules(), registration.activity.ends_at
    now = timezone.now()
    known = registration.household_id is not None or registration.phone_print
    if not rules.strikes or not known or ended is None or ended < now - LONG_AGO:
        return
    _row, made = Strike.objects.get_or_create(
        registration=registration,
        defaults={
            "household_id": registration.household_id,
            "phone_print": registration.phone_print,
            "at": now,
            "expires_at": now + timedelta(days=rules.strike_days),
        },
    )
    if made:
        tell_party(registration, MISSED)


def forgive_who_came(news: StageChanged) -> None:
    """They were there after all, as a later sign-in shows: the strike no longer counts."""
    registration = news.registration
    if registration.stage != Stage.ATTENDED:
        return
    same = Strike.objects.filter(registration=registration)
    if registration.household_id is not None:
        same |= Strike.objects.filter(
            household=registration.household_id, registration__activity=registration.activity_id
        )
    standing = same.exclude(lifted=True)
    if not standing.exists():  # nearly always, at the door
        return
    for row in standing:
        row.lifted, row.decided_at = True, timezone.now()
        row.save(update_fields=["lifted", "decided_at"])
        log(actor=None, deed="activities.forgive", subject=row, detail={"lifted": [None, True]})


def strike_late_cancel(news: StageChanged) -> None:
    """A family that gives its place up after the deadline of the rules: too late for another.

    Not where staff cancelled, where the activity is off, or where the family got its place only
    after the deadline.
    """
    registration = news.registration
    if news.before != Stage.CONFIRMED or registration.stage != Stage.CANCELLED:
        return
    activity = registration.activity
    if activity.state != State.SCHEDULED:
        return
    last = Step.objects.filter(registration=registration).order_by("-at", "-pk").first()
    if last is not None and last.actor == "family" and is_late(registration):
        strike(registration)
