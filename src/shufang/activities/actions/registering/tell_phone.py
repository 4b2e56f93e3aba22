"""Tell a phone what its holder alone may know, when somebody typed its number."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from shufang.activities.models import Activity, Registration, Rules
from shufang.outbox.actions.send import Address, send
from shufang.people.actions.family.limits import TooOftenError, spend
from shufang.people.models.family import phone_print

TELLING = {"already", "paused", "limit"}  # codes of refusals that tell something about a number
MOST, WITHIN = 3, timedelta(hours=1)  # whoever types another's number can't flood it


def tells_of_the_phone(code: str, rules: Rules) -> bool:
    """Whether a refusal tells something about the number that was typed."""
    if code == "priority":  # a number that has been at an activity is no first-timer's
        return any(rule.get("for") == "first_timers" for rule in rules.priority)
    return code in TELLING


def tell_phone(
    *, activity: Activity, phone: str, language: str, why: str, earlier: Registration | None
) -> None:
    """Send the link of the registration there is, or why there is none; nothing more than three
    times an hour to one phone."""
    with transaction.atomic():
        try:
            spend(use="join_told", key=phone_print(phone), most=MOST, within=WITHIN)
        except TooOftenError:
            return
        send(
            to=Address("sms", phone, language),
            template="not_registered" if earlier is None else "registered_already",
            subject=earlier or activity,
            version=int(timezone.now().timestamp()),
            detail={} if earlier else {"why": why},
        )
