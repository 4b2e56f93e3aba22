"""Somebody of the staff reads a reader's words before they are printed."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from shufang.people.models import User
from shufang.shared.holding import hold
from shufang.shared.models import log
from shufang.surveys.models import Answer


def read_words(*, actor: User, answer: Answer, printable: bool) -> None:
    """Pass the words for print, or keep them back (a name in them, somebody else's business).

    Refused (ValidationError): words whose reader did not allow it.
    """
    with transaction.atomic():
        hold(answer)
        if not answer.may_quote or answer.withdrawn_at is not None:
            raise ValidationError(_("这位读者没有同意引用。"))
        if answer.printable == printable:
            return
        before, answer.printable = answer.printable, printable
        answer.save(update_fields=["printable"])
        detail = {"printable": [before, printable]}
        log(actor=actor, deed="surveys.read_words", subject=answer, detail=detail)
