"""The only door to one family, for itself and for staff: fetch and check in one."""

from django.http import Http404
from django.utils.translation import gettext as _

from shufang.people import family_data
from shufang.people.models import Child, Guardian, Household, ReaderCard, User
from shufang.people.policy import sites_of
from shufang.people.queries.family.by_card import household_of_card
from shufang.shared.roles import Role

SEE_FAMILIES = (Role.LIBRARY, Role.OPERATOR)


def own_child(guardian: Guardian, pk: int) -> Child:
    """A child of the guardian's household."""
    found = guardian.household.children.filter(pk=pk, removed_at=None).first()
    if found is None:
        raise Http404(_("没有这个孩子。"))
    return found


def own_card(guardian: Guardian, pk: int) -> ReaderCard:
    """A reader card of the guardian's household."""
    found = guardian.household.cards.filter(pk=pk).first()
    if found is None:
        raise Http404(_("没有这张借书证。"))
    return found


def families_of(user: User) -> frozenset[int] | None:
    """The households this person's work concerns; None means all.

    The library and the operator answer for all of them; staff of a room for those who registered
    or came there.
    """
    if sites_of(user, *SEE_FAMILIES) is None:
        return None
    sites = sites_of(user, Role.SITE_STAFF)
    if sites is None:
        return None
    return frozenset(family_data.at_rooms(sites)) if sites else frozenset()


def family_for_staff(user: User, pk: int) -> Household:
    """The household, for staff whose work it concerns."""
    found = Household.objects.select_related("town").filter(pk=pk, erased_at=None).first()
    theirs = families_of(user)
    if found is None or (theirs is not None and found.pk not in theirs):
        raise Http404(_("没有这一家。"))
    return found


def family_of_card(user: User, number: str) -> Household | None:
    """The household that linked this reader card, for staff whose work it concerns."""
    found, theirs = household_of_card(number), families_of(user)
    return found if found and (theirs is None or found.pk in theirs) else None


def guardian_for_staff(user: User, pk: int) -> Guardian:
    """A guardian, for staff whose work the household concerns."""
    found = Guardian.objects.select_related("household").filter(pk=pk).first()
    if found is None:
        raise Http404(_("没有这位家长。"))
    family_for_staff(user, found.household_id)
    return found


def card_for_staff(user: User, pk: int) -> ReaderCard:
    """A reader card, for staff whose work the household concerns."""
    found = ReaderCard.objects.select_related("household").filter(pk=pk).first()
    if found is None:
        raise Http404(_("没有这张借书证。"))
    family_for_staff(user, found.household_id)
    return found
