"""A household by the whole number of a reader card, never by a part of one."""

from django.core.exceptions import ValidationError

from shufang.people.card_numbers import clean_number
from shufang.people.models import Household
from shufang.people.models.reader_card import card_print


def print_of(text: str) -> str:
    """The fingerprint of a number as typed or scanned; empty for what can't be one."""
    try:
        return card_print(clean_number(text))
    except ValidationError:
        return ""


def household_of_card(text: str) -> Household | None:
    """The household that linked this card; whom it may be shown to is the caller's to ask."""
    mark = print_of(text)
    if not mark:
        return None
    return Household.objects.filter(cards__number_print=mark, erased_at=None).first()
