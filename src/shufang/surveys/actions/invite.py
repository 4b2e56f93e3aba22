"""Ask a family that was there what it thought, an hour after the end (see `config/wiring.py`)."""

from datetime import timedelta

from shufang.activities.news import SignedIn
from shufang.activities.queries.contact import address_of, address_of_household
from shufang.outbox.actions.send import send

INVITATION = "pulse_invitation"
AFTER = timedelta(hours=1)


def invite(news: SignedIn) -> None:
    """Queue one invitation to the household that signed in; none where no contact is known."""
    check_in = news.check_in
    party = check_in.registration
    to = address_of(party) if party else address_of_household(check_in.household_id)
    if to is not None:
        ends = check_in.activity.ends_at or check_in.at + AFTER
        send(to=to, template=INVITATION, subject=check_in, due=max(ends, check_in.at) + AFTER)
