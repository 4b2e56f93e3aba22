"""A family says why it did not come; somebody decides."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.activities.actions.tell_party import tell_party
from shufang.activities.models import Strike
from shufang.activities.queries.no_shows import may_appeal
from shufang.shared.holding import hold
from shufang.shared.models import log

DECIDED = "appeal_decided"  # the message


def appeal(*, strike: Strike, text: str) -> None:
    """The family's words stand beside the strike until somebody decides. Refused without words, a
    second time, after a decision, and after the days of the rules. The log keeps none of it."""
    text = text.strip()
    if not text:
        raise ValidationError(_("请写一句为什么没来。"), code="empty")
    with transaction.atomic():
        hold(strike)
        if not may_appeal(strike):
            raise ValidationError(_("这次记录已经申诉过、已有结果，或者过了申诉期。"), code="over")
        strike.appeal, strike.appealed_at = text[:1000], timezone.now()
        strike.save(update_fields=["appeal", "appealed_at"])
        log(actor="family", deed="activities.appeal", subject=strike)


def decide_appeal(*, actor: Any, strike: Strike, lift: bool, answer: str) -> None:
    """Lift the strike or let it stand, with an answer that the family reads; also without an
    appeal, where staff know better. Refused without an answer, and once decided."""
    answer = answer.strip()
    if not answer:
        raise ValidationError(_("请写一句答复，家长会看到。"), code="empty")
    with transaction.atomic():
        hold(strike)
        if strike.decided_at is not None:
            raise ValidationError(_("这次记录已经有了结果。"), code="decided")
        strike.lifted, strike.answer, strike.decided_at = lift, answer[:300], timezone.now()
        strike.save(update_fields=["lifted", "answer", "decided_at"])
        log(
            actor=actor,
            deed="activities.decide_appeal",
            subject=strike,
            detail={"lifted": [None, lift]},
        )
        tell_party(strike.registration, DECIDED)
