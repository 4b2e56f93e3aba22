"""Families as staff look for them: by the last four digits or by name, few at a time."""

import unicodedata

from django.db.models import Q, QuerySet

from shufang.people.models import Household, User
from shufang.people.queries.family.access import families_of

MOST = 20
LEAST = 2  # characters of a name; digits are always four


def search(user: User, text: str) -> QuerySet[Household] | None:
    """At most twenty families this person may see; None: the question is too short to ask.

    There is no list of all families: a search needs four digits or two characters of a name.
    """
    plain = unicodedata.normalize("NFKC", text[:40]).strip()
    digits = plain.isascii() and plain.isdigit()
    if (digits and len(plain) != 4) or len(plain) < LEAST:
        return None
    wanted = (
        Q(guardians__last_four=plain)
        if digits
        else Q(name__icontains=plain) | Q(guardians__name__icontains=plain)
    )
    found = Household.objects.filter(wanted, erased_at=None).select_related("town")
    theirs = families_of(user)
    if theirs is not None:
        found = found.filter(pk__in=theirs)
    return found.prefetch_related("guardians").distinct().order_by("name", "pk")[:MOST]
