"""A guardian says yes or no to one purpose."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from shufang.people.choices import Purpose
from shufang.people.consent_texts import current
from shufang.people.models import Consent, Guardian
from shufang.people.queries.family.consents import standing


def give_consent(*, guardian: Guardian, purpose: str, given: bool, channel: str = "web") -> None:
    """Add the answer to the text in force; the same answer to the same text is not added twice.

    Refused (ValidationError): an unknown purpose; taking back the service itself while the
    household is kept, for without it nothing may be kept: that is erasing.
    """
    if purpose not in Purpose.values:
        raise ValidationError(_("没有这个用途。"), code="purpose")
    if purpose == Purpose.SERVICE and not given:
        raise ValidationError(
            _("没有这一项就不能保存任何资料。要撤回，请删除全家资料。"), code="service"
        )
    text = current(purpose)
    with transaction.atomic():
        before = standing(guardian.household)[Purpose(purpose)]
        if before is not None and before.given == given and before.version == text.version:
            return
        Consent.objects.create(
            household=guardian.household,
            guardian=guardian,
            purpose=purpose,
            version=text.version,
            text_hash=text.hash,
            given=given,
            channel=channel,
        )
