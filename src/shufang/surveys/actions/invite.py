"""Ask a family that was there what it thought, an hour after the end (see `config/wiring.py`)."""

from datetime import timedelta

from shufang.activities.models import CheckIn
from shufang.activities.news import SignedIn
from shufang.activities.queries.promoting.recipients import address_of
from shufang.outbox.actions.send import Address, send
from shufang.people.models import Guardian
from shufang.shared.secrets import BrokenSealError

INVITATION = "pulse_invitation"
AFTER = timedelta(hours=1)


def invite(news: SignedIn) -> None:
    """Queue one invitation to the household that signed in; none where no contact is known."""
    check_in = news.check_in
    to = _address(check_in)
    if to is not None:
        ends = check_in.activity.ends_at or check_in.at + AFTER
        send(to=to, template=INVITATION, subject=check_in, due=max(ends, check_in.at) + AFTER)


def _address(check_in: CheckIn) -> Address | None:
    if check_in.registration is not None:
        return address_of(check_in.registration)
    guardian = Guardian.objects.filter(
        household=check_in.household_id, verified_at__isnull=False
    ).first()
    if check_in.household_id is None or guardian is None:
        return None
    try:
        return Address("sms", guardian.phone, guardian.language)
    except BrokenSealError:
        return None
