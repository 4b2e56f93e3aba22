"""A reader card is taken off a household."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from shufang.people.models import ReaderCard, User
from shufang.shared.models import log


def unlink_card(*, card: ReaderCard, actor: User | str = "family", reason: str = "") -> None:
    """Forget the number; the family, or another one, may link the card again.

    Refused (ValidationError): staff without a reason, which the log keeps.
    """
    if isinstance(actor, User) and not reason.strip():
        raise ValidationError(_("请写为什么移除，会记下来。"), code="reason")
    with transaction.atomic():
        card.delete()
        log(actor=actor, deed="people.unlink_card", subject=card.household, reason=reason.strip())
