"""Forget a person who was written to."""

from shufang.outbox.choices import Status
from shufang.outbox.models import Message
from shufang.shared.secrets import blind, fingerprint, new_token


def forget(*, channel: str, value: str) -> int:
    """What was to go to this address no longer goes; what went can't be traced to it any more.

    Gives how many messages that were. They stay as figures: how many went out, and when.
    """
    rows = list(Message.objects.filter(recipient=blind(f"{channel} {value}", "address")))
    for row in rows:
        row.address_sealed, row.recipient = "", fingerprint(new_token())
        if row.status in (Status.QUEUED, Status.FAILED, Status.UNKNOWN):
            row.status = Status.DROPPED
    Message.objects.bulk_update(rows, ["address_sealed", "recipient", "status"])
    return len(rows)
