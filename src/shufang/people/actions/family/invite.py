"""A second guardian joins the household by a link, and leaves again."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.people import family_data
from shufang.people.actions.family.family_code import give_code
from shufang.people.choices import Purpose
from shufang.people.models import (
    Consent,
    FamilyAccess,
    Guardian,
    Household,
    Invitation,
    ReaderCard,
)
from shufang.people.news import GuardianLeft
from shufang.people.queries.family.invitations import open_invitation
from shufang.shared.announce import announce
from shufang.shared.holding import hold
from shufang.shared.models import log
from shufang.shared.secrets import fingerprint, new_token

LASTS = timedelta(days=2)
MOST_GUARDIANS = 6


def invite(*, guardian: Guardian) -> str:
    """The token of a new link, shown once; the household's earlier links end with it.

    Refused (ValidationError): a household of six grown-ups.
    """
    with transaction.atomic():
        hold(guardian.household)
        if guardian.household.guardians.count() >= MOST_GUARDIANS:
            raise ValidationError(_("一户最多 %(n)s 位家长。") % {"n": MOST_GUARDIANS})
        token = new_token()
        guardian.household.invitations.filter(used_at=None).delete()
        Invitation.objects.create(
            household=guardian.household,
            token=fingerprint(token),
            until=timezone.now() + LASTS,
        )
    return token


def use_invitation(*, token: str) -> Household:
    """Use the link up and give its household; inside a transaction.

    Refused (ValidationError): a link that was used, has run out or never was.
    """
    found = open_invitation(token)
    used = found and Invitation.objects.filter(pk=found.pk, used_at=None).update(
        used_at=timezone.now()
    )
    if found is None or not used:
        raise ValidationError(_("这个邀请已经用过或过期了，请家人再发一个。"), code="invitation")
    return found.household


def join_household(*, guardian: Guardian, token: str) -> None:
    """Bring a guardian who has a household of their own, and its reader cards, into the one that
    invited them.

    Refused (ValidationError): their own one has other people or records in it, which would be left
    behind.
    """
    with transaction.atomic():
        own = guardian.household
        hold(own)
        household = use_invitation(token=token)
        if household.pk == own.pk:
            raise ValidationError(_("你已经在这个家里了。"), code="same")
        others = own.guardians.exclude(pk=guardian.pk).exists()
        if others or own.children.filter(removed_at=None).exists() or family_data.in_use(own):
            raise ValidationError(
                _(
                    "你已经有自己的家庭记录（孩子或报名），不能直接并过来。可以先退出或删除自己的记录，再打开邀请。"
                ),
                code="in_use",
            )
        # What the family said about pictures is its own to say: only the newcomer's own consent
        # to being kept comes along.
        Consent.objects.filter(household=own, guardian=guardian, purpose=Purpose.SERVICE).update(
            household=household
        )
        FamilyAccess.objects.filter(household=own).update(household=household)
        ReaderCard.objects.filter(household=own).update(household=household)
        guardian.household = household
        guardian.save(update_fields=["household"])
        own.delete()
        log(actor="family", deed="people.join_household", subject=household)


def leave_household(*, guardian: Guardian) -> None:
    """Go on with a household of one's own; children, reader cards and records stay with the others.
    Links by which one could come back, or read where the children are, end.

    Refused (ValidationError): the last guardian, for whom there is erasing.
    """
    with transaction.atomic():
        household = guardian.household
        hold(household)
        if not household.guardians.exclude(pk=guardian.pk).exists():
            raise ValidationError(_("你是最后一位家长。要离开，请删除全家资料。"), code="last")
        own = Household(name=guardian.name)
        give_code(own)
        own.save()
        _take_own_consent(guardian, own)
        guardian.household = own
        guardian.save(update_fields=["household"])
        household.invitations.filter(used_at=None).delete()
        announce(GuardianLeft(household))
        log(actor="family", deed="people.leave_household", subject=household)


def _take_own_consent(guardian: Guardian, own: Household) -> None:
    """The consent to being kept is copied; what was said for the children stays with them."""
    last = guardian.consents.filter(purpose=Purpose.SERVICE).first()
    if last is not None:
        last.pk, last.household = None, own
        last.save()
