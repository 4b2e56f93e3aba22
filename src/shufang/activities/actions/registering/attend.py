"""The children of a party, as rows of their own."""

from shufang.activities.models import Attendee, Registration
from shufang.activities.queries.registering.party import Party


def attend(registration: Registration, party: Party) -> None:
    """Write who comes. A child that is in another live registration is an IntegrityError."""
    if not party.kids:
        return
    Attendee.objects.bulk_create(
        Attendee(
            registration=registration,
            activity_id=registration.activity_id,
            child=kid.child,
            nickname=kid.nickname[:20],
            birth_year=kid.year,
            birth_month=kid.month,
        )
        for kid in party.kids
    )
