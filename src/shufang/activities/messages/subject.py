"""What a message is about, found again from its subject such as "activities.registration:7"."""

from shufang.activities.models import Registration
from shufang.outbox.models import Message
from shufang.shared.models import number_in


def registration_of(message: Message) -> Registration | None:
    """None where it was erased meanwhile."""
    rows = Registration.objects.select_related(
        "activity__site__town", "activity__zone", "activity__rules", "strike"
    )
    return rows.filter(pk=number_in(message.subject)).first()
