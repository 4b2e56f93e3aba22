"""Add, correct and remove a child's profile."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.people import family_data
from shufang.people.models import Child, Household
from shufang.people.queries.family.ages import years_on
from shufang.shared.holding import hold
from shufang.shared.text import plain_name

GROWN_UP = 18
MOST_CHILDREN = 12


def add_child(*, household: Household, nickname: str, year: int, month: int) -> Child:
    """Keep a nickname, a year and a month, nothing more.

    Refused (ValidationError by field): a month to come, somebody of 18 or more, a second child of
    the same nickname (twins have two names).
    """
    nickname = _checked(nickname, year, month)
    with transaction.atomic():
        hold(household)
        _alone(household, nickname, None)
        if household.children.filter(removed_at=None).count() >= MOST_CHILDREN:
            raise ValidationError(_("一户最多登记 %(n)s 个孩子。") % {"n": MOST_CHILDREN})
        return Child.objects.create(
            household=household, nickname=nickname, birth_year=year, birth_month=month
        )


def change_child(*, child: Child, nickname: str, year: int, month: int) -> None:
    """Correct a profile; refused as in `add_child`."""
    nickname = _checked(nickname, year, month)
    with transaction.atomic():
        hold(child.household)
        _alone(child.household, nickname, child.pk)
        child.nickname, child.birth_year, child.birth_month = nickname, year, month
        child.save(update_fields=["nickname", "birth_year", "birth_month"])


def remove_child(*, child: Child) -> None:
    """Take a child off the family's page.

    The profile goes; where registrations refer to it, its nickname alone is erased there and here,
    so that what was counted stays.
    """
    with transaction.atomic():
        hold(child.household)
        if family_data.child_in_use(child):
            family_data.forget_child(child)
            child.nickname, child.removed_at = "", timezone.now()
            child.save(update_fields=["nickname", "removed_at"])
        else:
            child.delete()


def _checked(nickname: str, year: int, month: int) -> str:
    nickname, today = nickname.strip(), timezone.localdate()
    if not plain_name(nickname):
        raise ValidationError({"nickname": _("请写一个小名，在家怎么叫就怎么写。")})
    if not 1 <= month <= 12 or (year, month) > (today.year, today.month):
        raise ValidationError({"born": _("出生年月还没到，请再看一下。")})
    if years_on(today, year, month) >= GROWN_UP:
        raise ValidationError({"born": _("已满 18 岁，按成人报名就可以，不用登记。")})
    return nickname


def _alone(household: Household, nickname: str, besides: int | None) -> None:
    others = household.children.filter(removed_at=None)
    names = {plain_name(other.nickname) for other in others if other.pk != besides}
    if plain_name(nickname) in names:
        raise ValidationError({"nickname": _("已经有一个叫这个小名的孩子了，换一个好分清。")})
