"""One household at the door: what is said about it, and what the database says to that.

Nothing is written here. Whatever speaks against a sign-in is refused (`refusals.py`).
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from shufang.activities.actions.signing_in.refusals import (
    AlreadySignedInError,
    NotSignedInError,
    refuse_not_on,
)
from shufang.activities.choices import ALIVE, GRADE_OF, Grade, Method, Stage
from shufang.activities.models import Activity, CheckIn, Device, Pass, Registration
from shufang.activities.queries.signing_in.window import Window, rules_of, window_of
from shufang.activities.queries.who_came import counted_of
from shufang.people.models import Household, User
from shufang.shared.days import month_day

MOST_HEADS = 60  # of one household; more is a slip of the finger
BY_STAFF = (Method.STAFF_LIST, Method.STAFF_SCAN)
# What may change after the caller has read the party.
PARTY = ["activity", "stage", "version", "takes", "offered", "way", "household"]


@dataclass
class Arrival:
    """Everything that is said about one household at the door."""

    activity: Activity
    method: Method
    key: str
    adults: int
    children: int
    registration: Registration | None
    household: Household | None
    name: str
    at: datetime | None
    user: User | None
    device: Device | None
    helper: Pass | None
    reason: str
    row_code: str
    first_time: bool
    all_the_same: bool


@dataclass
class Seen:
    """What stands in the database about an arrival, once nothing speaks against it."""

    activity: Activity
    registration: Registration | None
    household: Household | None
    at: datetime
    grade: Grade
    first_time: bool  # since it registered, a family may have come elsewhere
    came_elsewhere: bool  # the family, at some time; maybe after this, when a tablet tells it late


def look(arrival: Arrival, *, anew: bool = False) -> Seen | CheckIn:
    """What there is to write, or the check-in this key has made; refused as `sign_in` says. With
    `anew` the party is read again, not taken as the caller saw it."""
    repeated = _same_key(arrival)
    if repeated is not None:
        return repeated
    try:
        activity = Activity.objects.select_related("rules").get(pk=arrival.activity.pk)
    except Activity.DoesNotExist:  # deleted since the page was opened
        raise Http404(_("没有这场活动。")) from None
    at, grade = _when_and_how_well(arrival, activity)
    registration = _registration_of(arrival, activity, anew=anew)
    household = arrival.household or (registration.household if registration else None)
    _refuse_second(activity, registration, household)
    if household is not None:
        came = counted_of(household.pk).values_list("at", flat=True).first()
        first_time = came is None or at < came
        return Seen(activity, registration, household, at, grade, first_time, came is not None)
    # A guest's was found when it registered; of who comes unannounced it is as they say.
    first_time = registration.first_time if registration else arrival.first_time
    return Seen(activity, registration, None, at, grade, first_time, came_elsewhere=False)


def _same_key(arrival: Arrival) -> CheckIn | None:
    """The check-in this key made; refused where it was about something else."""
    mine = CheckIn.objects.filter(key=arrival.key)
    if not mine.exists():  # nearly always; a whole row is dear to ask for
        return None
    found = mine.get()
    asked = arrival.registration
    same = (
        found.activity_id == arrival.activity.pk
        and found.method == arrival.method
        and (found.adults, found.children) == (arrival.adults, arrival.children)
        and (asked is None or found.registration_id == asked.pk)
        and (arrival.household is None or found.household_id == arrival.household.pk)
        and (not arrival.name or found.name == arrival.name)
    )
    if not same:
        raise NotSignedInError(_("这次提交和上一次的内容不同，请刷新页面再试。"), "other_body")
    found.known = True
    return found


def _when_and_how_well(arrival: Arrival, activity: Activity) -> tuple[datetime, Grade]:
    """The moment of arrival and the grade of its evidence; whatever can't be is refused here."""
    if arrival.adults < 0 or arrival.children < 0 or arrival.adults + arrival.children == 0:
        raise NotSignedInError(_("请填写来了几位大人、几个孩子，至少一人。"), "nobody")
    if arrival.adults + arrival.children > MOST_HEADS:
        raise NotSignedInError(_("一户的人数太多了，请检查。"), "heads")
    refuse_not_on(activity)
    window = window_of(activity)
    now = timezone.now()
    later = arrival.method == Method.PAPER
    at = arrival.at or (min(now, window.ends) if later else now)
    if at < window.opens:
        raise NotSignedInError(_too_early(window), "too_early")
    if not later and at > window.closes:
        later = arrival.method in BY_STAFF and arrival.user is not None
        if not later:
            raise NotSignedInError(
                _("签到时间已过，请和现场工作人员说一声，由工作人员补录。"), "too_late"
            )
    if not later:
        return at, GRADE_OF[arrival.method]
    if arrival.user is None:
        raise NotSignedInError(_("补录要由工作人员来做。"), "too_late")
    if not arrival.reason:
        raise NotSignedInError(_("补录请写明原因。"), "reason")
    return min(at, window.closes), Grade.D


def _too_early(window: Window) -> str:
    opens = timezone.localtime(window.opens)
    return _("还没到签到时间，%(day)s %(at)s 起可以签到。") % {
        "day": month_day(opens),
        "at": time_format(opens, "H:i"),
    }


def _registration_of(arrival: Arrival, activity: Activity, *, anew: bool) -> Registration | None:
    """The party this household registered, if it did; one that was cancelled can't be used."""
    found = arrival.registration
    if found is not None:
        if anew:
            found.refresh_from_db(fields=PARTY)
        if found.activity_id != activity.pk:
            raise NotSignedInError(_("这是另一场活动的报名。"), "other_activity")
        if found.stage == Stage.CANCELLED:
            raise NotSignedInError(_over(activity), "cancelled")
        found.activity = activity
        return found
    if arrival.household is None:
        return None
    return (
        Registration.objects.filter(
            activity=activity,
            household=arrival.household,
            stage__in=(*ALIVE, Stage.ABSENT),
        )
        .order_by("-pk")
        .first()
    )


def _over(activity: Activity) -> str:
    if rules_of(activity).walk_ins:
        return _("这份报名已经取消。还有名额的话，可以选“没有报名，直接来”。")
    return _("这份报名已经取消，请问一下现场工作人员。")


def _refuse_second(
    activity: Activity, registration: Registration | None, household: Household | None
) -> None:
    same = Q(registration=registration) if registration else Q(pk=None)
    if household is not None:
        same |= Q(household=household)
    elif registration is None:
        return
    earlier = CheckIn.objects.filter(same, activity=activity, voided_at__isnull=True)
    if earlier.exists() and (first := earlier.order_by("pk").first()):
        raise AlreadySignedInError(first)
