"""What a guest registered with a phone number becomes the family's that proves the number."""

from django.db import IntegrityError, transaction

from shufang.activities.actions.signing_in.first_time import settle_first_time
from shufang.activities.models import CheckIn, Registration
from shufang.lake import touch
from shufang.people.models import Guardian
from shufang.people.news import PhoneProven


def bring_home(news: PhoneProven) -> int:
    """Put the guest's registrations and sign-ins under the guardian's household; gives how many
    registrations that were.

    Where the family has registered for the same activity itself, the guest's stays a guest's: its
    link still works, and the database keeps one a household.
    """
    guardian = news.guardian
    guests = Registration.objects.filter(phone_print=guardian.phone_print, household=None)
    brought = 0
    for registration in guests.select_related("activity").order_by("pk"):
        brought += _bring(registration, guardian)
    if brought:
        settle_first_time(guardian.household_id)
    return brought


def _bring(registration: Registration, guardian: Guardian) -> bool:
    try:
        with transaction.atomic():
            Registration.objects.filter(pk=registration.pk).update(household=guardian.household)
            CheckIn.objects.filter(registration=registration, household=None).update(
                household=guardian.household
            )
    except IntegrityError:
        return False
    touch("registrations", registration.activity.day)
    touch("attendance", registration.activity.day)
    return True
