"""Where a party, or a household that came without registering, is reached."""

from shufang.activities.models import Registration
from shufang.activities.models.registration import PHONE
from shufang.outbox.actions.send import Address
from shufang.people.models import Guardian
from shufang.shared.secrets import BrokenSealError, unseal


def address_of(registration: Registration) -> Address | None:
    """The phone the party gave, else its household's; none where neither can be read with this
    installation's key: staff see it as unreachable."""
    try:
        phone = unseal(registration.phone_sealed, PHONE)
    except BrokenSealError:
        return None
    if phone:
        return Address("sms", phone, registration.language)
    return address_of_household(registration.household_id)


def address_of_household(household: int | None) -> Address | None:
    """The phone of its first guardian who has proven one, in that guardian's language."""
    if household is None:
        return None
    proven = Guardian.objects.filter(household=household, verified_at__isnull=False)
    guardian = proven.order_by("pk").first()
    try:
        return Address("sms", guardian.phone, guardian.language) if guardian else None
    except BrokenSealError:
        return None
