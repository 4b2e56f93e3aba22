"""Forget what is no longer needed of old messages."""

from datetime import timedelta

from django.utils import timezone

from shufang.outbox.choices import Status
from shufang.outbox.models import Message

ADDRESSES_KEPT = timedelta(days=30)  # of messages that failed: long enough to try again
KEPT = timedelta(days=90)
OPEN = (Status.QUEUED, Status.SENDING)


def thin() -> int:
    """Empty the addresses of what failed a month ago, and delete what ended three months ago."""
    now = timezone.now()
    ended = Message.objects.exclude(status__in=OPEN)
    ended.filter(ended_at__lt=now - ADDRESSES_KEPT).exclude(address_sealed="").update(
        address_sealed=""
    )
    return ended.filter(ended_at__lt=now - KEPT).delete()[0]
