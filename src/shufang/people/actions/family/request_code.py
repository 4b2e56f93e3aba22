"""Send a one-time code to a phone."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from shufang.outbox.actions.send import Address, send
from shufang.people.actions.family.limits import spend
from shufang.people.models import OneTimeCode
from shufang.people.models.family import phone_print
from shufang.people.one_time_codes import code_hash, code_of

A_MINUTE, AN_HOUR = timedelta(minutes=1), timedelta(hours=1)
PER_HOUR = 5
FROM_ONE_ADDRESS = 100  # an hour: a room's visitors share one


def request_code(*, phone: str, address: str, language: str) -> OneTimeCode:
    """Queue a message with a new code for this clean number; older codes no longer count.

    Whether anybody is known under the number changes nothing here. Refused (`TooOftenError`): a
    second one within a minute, a sixth within an hour, too many from one address.
    """
    mark = phone_print(phone)
    with transaction.atomic():
        spend(use="code_address", key=address, most=FROM_ONE_ADDRESS, within=AN_HOUR)
        spend(use="code_minute", key=mark, most=1, within=A_MINUTE)
        spend(use="code_hour", key=mark, most=PER_HOUR, within=AN_HOUR)
        now = timezone.now()
        row = OneTimeCode.objects.create(
            phone_print=mark, code_hash=code_hash(mark, code_of(mark, now)), made_at=now
        )
        send(to=Address("sms", phone, language), template="one_time_code", subject=row)
    return row
