"""Why the database, or a family's own registration, stands in the way of another one."""

from typing import Literal, overload

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from shufang.activities.choices import ALIVE
from shufang.activities.models import Attendee, Registration
from shufang.activities.queries.registering.party import Kid


@overload
def already(
    wanted: Registration, kids: tuple[Kid, ...], *, again: bool, or_none: Literal[True]
) -> Registration | None: ...
@overload
def already(wanted: Registration, kids: tuple[Kid, ...], *, again: bool) -> Registration: ...
def already(
    wanted: Registration, kids: tuple[Kid, ...], *, again: bool, or_none: bool = False
) -> Registration | None:
    """Why the database refused this registration: the same form again gives the first one, and
    anything else a refusal in words."""
    at = Registration.objects.filter(activity=wanted.activity_id)
    if again and at.filter(token=wanted.token).exists():
        same = at.get(token=wanted.token)
        if (same.adults, same.children) == (wanted.adults, wanted.children):
            return same
        raise ValidationError(
            _("这张表已经提交过，内容和现在不一样。请打开报名查看或修改。"),
            code="already",
            params={"registration": same},
        )
    alive = at.filter(stage__in=ALIVE)
    if wanted.household_id and (first := alive.filter(household=wanted.household_id).first()):
        raise ValidationError(
            _("你家已经报过这一场：%(stage)s。要改人数，请打开那份报名。"),
            code="already",
            params={"registration": first, "stage": first.get_stage_display()},
        )
    children = [kid.child.pk for kid in kids if kid.child is not None]
    taken = Attendee.objects.filter(activity=wanted.activity_id, alive=True, child__in=children)
    if child := taken.first():
        raise ValidationError(
            _("%(child)s已经在另一份报名里了，不用再报一次。"),
            code="already",
            params={"child": child.nickname},
        )
    if wanted.phone_print and (first := alive.filter(phone_print=wanted.phone_print).first()):
        raise ValidationError(
            _("这个手机号已经报过这一场。报名短信里有链接，打开它可以查看、修改或取消。"),
            code="already",
            params={} if wanted.household_id else {"of_phone": first},
        )
    if or_none:
        return None
    raise ValidationError(_("这份报名没有成功，请再试一次。"), code="stale")


def of_family(first: int) -> ValidationError:
    """The number is a guardian's whose family has registered here."""
    return ValidationError(
        _("这个手机号的家庭已经报过这一场，不用再报一次。"),
        code="already",
        params={"of_phone": Registration.objects.select_related("activity").get(pk=first)},
    )
