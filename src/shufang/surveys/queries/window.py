"""When an activity may be answered about, and by how many."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.activities.choices import State
from shufang.activities.models import Activity
from shufang.activities.queries.who_came import who_came
from shufang.surveys.models import Answer

OPEN_FOR = timedelta(days=30)
MOST_UNCOUNTED = 50  # answers where nobody has said yet how many came


def why_not(activity: Activity) -> str:
    """Why nobody may answer now, in words; empty while it is open."""
    now = timezone.now()
    if activity.state not in (State.SCHEDULED, State.HELD):
        return _("这场活动没有举办，不用回答了。")
    begins = activity.starts_at
    if (begins and now < begins) or activity.day > timezone.localdate():
        return _("活动还没有开始，结束后再来说说吧。")
    if timezone.localdate() - activity.day > OPEN_FOR:
        return _("这场活动的三问已经结束，谢谢你还记得。")
    return ""


def is_full(activity: Activity, *, signed_in: bool = False) -> bool:
    """More answers than people: somebody answers for others. For a family that signed in there is
    room for one more each, however many answered at the poster."""
    came = who_came([activity])[activity.pk]
    most = MOST_UNCOUNTED if came.attendees is None else came.attendees
    if signed_in:
        most += came.sign_ins or 0
    return Answer.objects.filter(activity=activity).count() >= most
