"""A family's calendar address."""

from django.db import transaction
from django.utils import timezone

from shufang.activities.models import FamilyFeed
from shufang.activities.models.promoting import TOKEN
from shufang.people.models import Household
from shufang.people.news import GuardianLeft
from shufang.shared.holding import hold
from shufang.shared.secrets import fingerprint, new_token, seal


@transaction.atomic
def renew_family_calendar(household: Household) -> str:
    """A new address; whoever had the old one reads nothing any more. Gives the token."""
    hold(household)
    token = new_token()
    FamilyFeed.objects.update_or_create(
        household=household,
        defaults={
            "token": fingerprint(token),
            "token_sealed": seal(token, TOKEN),
            "made_at": timezone.now(),
        },
    )
    return token


@transaction.atomic
def end_family_calendar(household: Household) -> None:
    """No address any more."""
    hold(household)
    FamilyFeed.objects.filter(household=household).delete()


def end_when_somebody_leaves(news: GuardianLeft) -> None:
    """Whoever left knows the address: the others make a new one."""
    end_family_calendar(news.household)
