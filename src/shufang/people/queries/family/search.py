"""Families as staff look for them, few at a time: by the last four digits of a phone, by name, or
by the whole number of a reader card."""

import unicodedata

from django.db.models import Q, QuerySet

from shufang.people.card_numbers import LONGEST
from shufang.people.models import Household, User
from shufang.people.queries.family.access import families_of
from shufang.people.queries.family.by_card import print_of

MOST = 20
LEAST = 2  # characters of a name
FOUR = 4  # digits of a phone; more of them are a card


def search(user: User, text: str) -> QuerySet[Household] | None:
    """At most twenty families this person may see; None: the question is too short to ask.

    There is no list of all families: a search needs four digits, two characters of a name, or all
    of a card's number.
    """
    plain = _plain(text)
    digits = plain.isascii() and plain.isdigit()
    if len(plain) < (FOUR if digits else LEAST):
        return None
    wanted = (
        Q(guardians__last_four=plain)
        if digits
        else Q(name__icontains=plain) | Q(guardians__name__icontains=plain)
    )
    if mark := print_of(text):
        wanted |= Q(cards__number_print=mark)
    found = Household.objects.filter(wanted, erased_at=None).select_related("town")
    theirs = families_of(user)
    if theirs is not None:
        found = found.filter(pk__in=theirs)
    return found.prefetch_related("guardians").distinct().order_by("name", "pk")[:MOST]


def is_card_like(text: str) -> bool:
    """Whether somebody typed or scanned a whole card rather than four digits or a name."""
    plain = _plain(text)
    has_digits = any(sign.isdigit() for sign in plain)
    return has_digits and len(plain) > FOUR and bool(print_of(text))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text[:LONGEST]).strip()
