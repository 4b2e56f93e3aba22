"""Links by which guardians join."""

from django.utils import timezone

from shufang.people.models import Invitation
from shufang.shared.secrets import fingerprint


def open_invitation(token: str) -> Invitation | None:
    """The invitation of this link, while it can be used."""
    return (
        Invitation.objects.select_related("household")
        .filter(
            token=fingerprint(token),
            used_at=None,
            until__gt=timezone.now(),
            household__erased_at=None,
        )
        .first()
    )
