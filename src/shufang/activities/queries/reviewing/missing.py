"""What an activity still lacks before its review can be closed."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from shufang.activities.choices import Grade, Permission, State
from shufang.activities.models import Activity, Review
from shufang.activities.queries.who_came import who_came


@dataclass(frozen=True)
class Missing:
    """One thing, in words; `field` is the id of the place on the page where it is mended."""

    code: str
    text: str
    field: str


DEBRIEF = {
    "results": gettext_lazy("目标与结果"),
    "highlights": gettext_lazy("亮点"),
    "problems": gettext_lazy("问题"),
    "causes": pgettext_lazy("of a problem", "原因"),
    "improvements": gettext_lazy("改进"),
    "decision": gettext_lazy("下一次"),
    "cost": gettext_lazy("实际花费"),
}


def review_of(activity: Activity) -> Review:
    """The activity's review; an empty, unsaved one where nobody has begun."""
    return Review.objects.filter(pk=activity.pk).first() or Review(activity=activity)


def is_written(review: Review) -> bool:
    """Whether anybody has begun."""
    return not review._state.adding


def has_ended(activity: Activity) -> bool:
    """Over, by the clock; without a time, from its day on."""
    if activity.ends_at is not None:
        return activity.ends_at <= timezone.now()
    return activity.day <= timezone.localdate()


def missing(activity: Activity) -> list[Missing]:
    """Everything that stands in the way of closing, in the order of the page."""
    review = review_of(activity)
    return [*_of_the_activity(activity), *_of_the_debrief(review), *_of_evidence(activity, review)]


def _of_the_activity(activity: Activity) -> list[Missing]:
    found = []
    if activity.state not in (State.SCHEDULED, State.HELD):
        found.append(Missing("state", _("只有已安排或已举办的活动才能结项。"), ""))
    elif not has_ended(activity):
        found.append(Missing("ended", _("活动还没有结束。"), ""))
    if not activity.audience:
        found.append(Missing("audience", _("适合谁：确认这场活动是给谁的。"), "id_audience"))
    came = who_came([activity])[activity.pk]
    if came.sign_ins is None and came.attendees is None:
        found.append(Missing("count", _("来了多少：没有签到，也没有填报人数。"), "id_sign_ins"))
    unconfirmed = activity.check_ins.filter(
        grade=Grade.D, confirmed_at=None, voided_at=None
    ).count()
    if unconfirmed:
        text = ngettext(
            "%(count)s 条补录的签到还没有第二个人确认。",
            "%(count)s 条补录的签到还没有第二个人确认。",
            unconfirmed,
        ) % {"count": unconfirmed}
        found.append(Missing("unconfirmed", text, ""))
    return found


def _of_the_debrief(review: Review) -> list[Missing]:
    return [
        Missing(name, _("%(field)s：还没有写。") % {"field": label}, f"id_{name}")
        for name, label in DEBRIEF.items()
        if getattr(review, name) in (None, "")
    ]


def _of_evidence(activity: Activity, review: Review) -> list[Missing]:
    found = []
    photos = list(activity.photos.all())
    if not photos and not review.no_pictures:
        text = _("照片：传几张，或勾选“没有照片”。")
        found.append(Missing("photos", text, "pictures"))
    unchecked = sum(photo.permission == Permission.UNCHECKED for photo in photos)
    if unchecked:
        text = ngettext(
            "%(count)s 张照片还没有核对肖像许可。",
            "%(count)s 张照片还没有核对肖像许可。",
            unchecked,
        ) % {"count": unchecked}
        found.append(Missing("permission", text, "pictures"))
    if not review.no_media and not activity.media_reports.exists():
        text = _("媒体报道：登记一篇，或勾选“没有媒体报道”。")
        found.append(Missing("media", text, "id_no_media"))
    return found
