"""Forget a person who was written to."""

from django.utils import timezone

from shufang.outbox.choices import Status
from shufang.outbox.models import Message
from shufang.shared.secrets import blind, fingerprint, new_token

GOES_NO_MORE = (Status.QUEUED, Status.FAILED, Status.UNKNOWN)


def forget(*, channel: str, value: str) -> int:
    """What was to go to this address no longer goes; what went can't be traced to it any more, and
    what is on its way at this moment is noted by whoever sends it.

    Gives how many messages that were. They stay as figures: how many went out, and when.
    """
    rows = list(Message.objects.filter(recipient=blind(f"{channel} {value}", "address")))
    keys = [row.pk for row in rows]
    Message.objects.filter(pk__in=keys, status__in=GOES_NO_MORE).update(
        status=Status.DROPPED, ended_at=timezone.now()
    )
    for row in rows:
        row.address_sealed, row.recipient = "", fingerprint(new_token())
    Message.objects.bulk_update(rows, ["address_sealed", "recipient"])
    return len(rows)
