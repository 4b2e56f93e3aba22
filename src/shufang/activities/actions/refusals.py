"""Why an action refuses: a sentence for the person who asked, and the field it concerns."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.activities.actions.details import Details
from shufang.activities.models import Activity
from shufang.shared.clock import moment
from shufang.shared.text import plain_name

EARLIEST = date(1990, 1, 1)  # figures are asked for from this year on


def refuse_day(day: date) -> None:
    """Refuse a day that has not come yet, or one mistyped into another century."""
    if day > timezone.localdate():
        raise ValidationError({"day": _("这一天还没有到，请检查日期。")})
    if day < EARLIEST:
        raise ValidationError({"day": _("日期早于 1990 年，请检查年份。")})


def refuse_closed(activity: Activity) -> None:
    """What is closed changes only after it was opened again, with a reason."""
    if activity.closed_at is not None:
        raise ValidationError(_("这场活动已经结项；要改，请先重新打开。"), code="closed")


def check(details: Details, *, itself: Activity | None = None) -> None:
    """Refuse what can't be: a day to come, more households than heads, wrong sums, the same
    activity twice. Corrections of an activity name it as `itself`."""
    if itself is None or details.day != itself.day:
        refuse_day(details.day)
    if details.starts and details.ends and details.ends <= details.starts:
        raise ValidationError({"ends": _("结束时间要晚于开始时间。")})
    _check_heads(details)
    same = Activity.objects.filter(
        site=details.site, day=details.day, starts_at=moment(details.day, details.starts)
    )
    if itself is not None:
        same = same.exclude(pk=itself.pk)
    if any(plain_name(other.title) == plain_name(details.title) for other in same):
        raise ValidationError({"title": _("同一书房、同一时间已有同名活动，请打开那一条修改。")})


def _check_heads(details: Details) -> None:
    heads = details.attendees
    if heads is None:
        return
    known = [part for part in (details.adults, details.children) if part is not None]
    if len(known) == 2 and sum(known) != heads:
        raise ValidationError(
            {"attendees": _("参与人次应等于成人加儿童（%(total)s）。") % {"total": sum(known)}}
        )
    if any(part > heads for part in known):
        raise ValidationError({"attendees": _("参与人次不能少于其中的成人或儿童。")})
    if details.sign_ins is not None and heads < details.sign_ins:
        raise ValidationError({"attendees": _("参与人次不能少于签到数：每户至少到场一人。")})
