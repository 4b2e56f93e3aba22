"""A party agrees to be on the activity's pictures, or takes that back."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from shufang.activities.choices import Why
from shufang.activities.models import Registration, Step


def say_photo(*, registration: Registration, agreed: bool, actor: str = "family") -> None:
    """Write the answer for this registration and those beside it, with a step each; before the
    activity and after it, for pictures are used for years. The same answer again changes
    nothing."""
    with transaction.atomic():
        for one in (registration, *_beside(registration)):
            changed = Registration.objects.filter(pk=one.pk).exclude(photo=agreed)
            if changed.update(photo=agreed, changed_at=timezone.now()):
                Step.objects.create(
                    registration=one,
                    before=one.stage,
                    after=one.stage,
                    actor=actor,
                    why=Why.PHOTO_YES if agreed else Why.PHOTO_NO,
                )
    registration.photo = agreed


def _beside(registration: Registration) -> list[Registration]:
    """The adults' own registrations, made with the children's; also those that are over."""
    if registration.household_id:
        same = Q(household=registration.household_id)
    elif registration.phone_print:
        same = Q(phone_print=registration.phone_print, household=None)
    else:
        return []
    return list(Registration.objects.filter(same, activity__beside=registration.activity_id))
