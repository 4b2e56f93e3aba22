"""A message to the party of one registration."""

from django.utils import timezone

from shufang.activities.models import Registration
from shufang.activities.models.registration import PHONE
from shufang.outbox.actions.send import Address, send
from shufang.shared.secrets import BrokenSealError, unseal


def tell_party(registration: Registration, template: str, *, version: int = 0) -> None:
    """Queue it, once a version; nobody is told where no phone is known or it can't be read."""
    if not registration.phone_sealed:
        return
    try:
        phone = unseal(registration.phone_sealed, PHONE)
    except BrokenSealError:
        return
    send(
        to=Address("sms", phone, registration.language),
        template=template,
        subject=registration,
        version=version,
        due=timezone.now(),
    )
