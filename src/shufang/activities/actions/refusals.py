"""Why an action refuses: a sentence for the person who asked, and the field it concerns."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from shufang.activities.actions.details import Details
from shufang.activities.models import Activity
from shufang.shared.clock import moment
from shufang.shared.text import plain_name


def check(details: Details, *, itself: Activity | None = None) -> None:
    """Refuse what can't be: more households than heads, wrong sums, the same activity twice."""
    if details.starts and details.ends and details.ends <= details.starts:
        raise ValidationError({"ends": _("结束时间要晚于开始时间。")})
    parts = (details.adults, details.children)
    if details.attendees is not None and None not in parts:
        total = sum(part for part in parts if part is not None)
        if total != details.attendees:
            raise ValidationError(
                {"attendees": _("参与人次应等于成人加儿童（%(total)s）。") % {"total": total}}
            )
    if (
        details.attendees is not None
        and details.sign_ins is not None
        and details.attendees < details.sign_ins
    ):
        raise ValidationError({"attendees": _("参与人次不能少于签到数：每户至少到场一人。")})
    same = Activity.objects.filter(
        site=details.site, day=details.day, starts_at=moment(details.day, details.starts)
    )
    if itself is not None:
        same = same.exclude(pk=itself.pk)
    if any(plain_name(other.title) == plain_name(details.title) for other in same):
        raise ValidationError({"title": _("同一书房、同一时间已有同名活动，请打开那一条修改。")})
