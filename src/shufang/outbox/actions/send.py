"""Queue a message, inside the transaction that causes it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone

from shufang.outbox.address import ADDRESS
from shufang.outbox.models import Message
from shufang.shared.models import subject_key
from shufang.shared.secrets import blind, seal


@dataclass(frozen=True)
class Address:
    """Where a person is reached: a phone number, an e-mail address, a WeChat identity."""

    channel: str  # "sms", "email", "wechat"
    value: str
    language: str = "zh-hans"


def send(
    *,
    to: Address,
    template: str,
    subject: models.Model,
    version: int = 0,
    due: datetime | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Have the message go out after the transaction (or when due), once.

    The same template to the same person about the same subject in the same version is queued only
    once, however often this is called. `detail` must hold nothing personal.
    """
    Message.objects.bulk_create(
        [
            Message(
                template=template,
                subject=subject_key(subject),
                version=version,
                channel=to.channel,
                address_sealed=seal(to.value, ADDRESS),
                recipient=blind(f"{to.channel} {to.value}", "address"),
                language=to.language,
                detail=detail or {},
                due_at=due or timezone.now(),
            )
        ],
        ignore_conflicts=True,
    )
