"""Forget what is no longer needed: codes, tries, invitations."""

from django.utils import timezone

from shufang.people.actions.family.limits import KEPT
from shufang.people.models import Attempt, Invitation, OneTimeCode


def tidy() -> None:
    """Codes and tries are gone after a day, invitations a day after they have run out."""
    before = timezone.now() - KEPT
    OneTimeCode.objects.filter(made_at__lt=before).delete()
    Attempt.objects.filter(at__lt=before).delete()
    Invitation.objects.filter(until__lt=before).delete()
