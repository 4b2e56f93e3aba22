"""A person decides about messages that failed or of which nobody knows."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.outbox.choices import Decision, Status
from shufang.outbox.models import Message
from shufang.shared.holding import hold
from shufang.shared.models import log


@transaction.atomic
def settle(*, actor: Any, message: Message, decision: Decision) -> None:
    """Note what somebody found out about a message in doubt, or have it sent again.

    Refused where it is no longer in doubt (somebody was quicker), and sending again where the
    address has been forgotten.
    """
    hold(message)
    if message.status not in (Status.UNKNOWN, Status.FAILED):
        raise ValidationError(_("这条消息已经处理过了。"))
    if decision is Decision.AGAIN and not message.address_sealed:
        raise ValidationError(_("号码已经按规定清除，不能再发。"))
    before = message.status
    if decision is Decision.AGAIN:
        message.status, message.tries, message.due_at = Status.QUEUED, 0, timezone.now()
        message.started_at = message.ended_at = None
    else:
        message.status = Status.SENT if decision is Decision.ARRIVED else Status.DROPPED
        message.address_sealed, message.ended_at = "", timezone.now()
    message.save()
    log(
        actor=actor,
        deed="outbox.settle",
        subject=message,
        detail={"status": [before, message.status]},
    )


def retry_failed(*, actor: Any) -> int:
    """Send again everything that failed and still has an address; gives how many."""
    failed = Message.objects.filter(status=Status.FAILED).exclude(address_sealed="")
    found = 0
    for message in failed[:1000]:
        try:
            settle(actor=actor, message=message, decision=Decision.AGAIN)
        except ValidationError:
            continue
        found += 1
    return found
