"""A family links a reader card to its household."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from shufang.people.actions.family.limits import spend
from shufang.people.card_numbers import clean_number
from shufang.people.models import Guardian, ReaderCard
from shufang.people.models.reader_card import card_print
from shufang.shared.holding import hold
from shufang.shared.models import log

MOST_CARDS = 8
TRIES, WITHIN = 16, timedelta(days=1)


def link_card(*, guardian: Guardian, typed: str) -> ReaderCard:
    """Keep the number (sealed) with the household; staff find the family by it from now on.

    Refused (ValidationError): what is no number, a card that is linked already (not telling to
    whom), a ninth card. After sixteen tries in a day (`TooOftenError`), for whoever may try
    numbers learns which are linked.
    """
    number, household = clean_number(typed), guardian.household
    with transaction.atomic():  # for itself: a refusal below doesn't give the try back
        spend(use="reader_card", key=guardian.phone_print, most=TRIES, within=WITHIN)
    taken = ValidationError(
        _(
            "这张卡已经连在别的家庭，没有连上。请对一下号码；号码没错，就拿着卡到书房，"
            "请工作人员移除。"
        ),
        code="taken",
    )
    card = ReaderCard(household=household)
    card.set_number(number)
    try:
        with transaction.atomic():
            hold(household)
            if household.cards.filter(number_print=card_print(number)).exists():
                raise ValidationError(_("这张卡已经连上了，不用再填。"), code="same")
            if household.cards.count() >= MOST_CARDS:
                raise ValidationError(
                    _("一户最多 %(n)s 张借书证，请先移除一张。") % {"n": MOST_CARDS}, code="most"
                )
            if ReaderCard.objects.filter(number_print=card.number_print).exists():
                raise taken
            card.save()
            log(actor="family", deed="people.link_card", subject=household)
    except IntegrityError as error:
        raise taken from error
    return card
