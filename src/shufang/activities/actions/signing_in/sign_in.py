"""Sign one household in, with a head count."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from shufang.activities.actions.signing_in.hold import mark_held
from shufang.activities.actions.signing_in.refusals import (
    AlreadySignedInError,
    NotSignedInError,
    refuse_not_on,
)
from shufang.activities.actions.signing_in.seats import give_place
from shufang.activities.choices import ALIVE, Grade, Method, Stage
from shufang.activities.models import Activity, CheckIn, Device, Pass, Registration
from shufang.activities.models.check_in import GRADES
from shufang.activities.news import SignedIn
from shufang.activities.queries.signing_in.window import Window, rules_of, window_of
from shufang.activities.queries.who_came import counted
from shufang.lake import touch
from shufang.people.models import Household, User
from shufang.shared.announce import announce
from shufang.shared.days import month_day

MOST_HEADS = 60  # of one household; more is a slip of the finger
BY_STAFF = (Method.STAFF_LIST, Method.STAFF_SCAN)
KEY_LENGTH = 80
# What may change after the caller has read the party.
PARTY = ["activity", "stage", "version", "takes", "offered", "way", "household"]


@dataclass
class _Arrival:
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


def sign_in(
    *,
    activity: Activity,
    method: Method | str,
    key: str,
    adults: int,
    children: int,
    registration: Registration | None = None,
    household: Household | None = None,
    name: str = "",
    at: datetime | None = None,
    user: User | None = None,
    device: Device | None = None,
    helper: Pass | None = None,
    reason: str = "",
    row_code: str = "",
    first_time: bool = False,
) -> CheckIn:
    """One household has come: one check-in, whose grade follows from the method.

    Safe to repeat: the same key gives the same row (its `known` is then true). Without a
    registration the household's own is found; without any, the family comes as it is, where
    places are left and the rules let it. The registration becomes attended, the activity held, the
    month's figures are touched and `SignedIn` is told, all in one transaction.

    Refused (`NotSignedInError`, a ValidationError with a `code`): other_body (the key belongs to
    something else), already (`AlreadySignedInError` carries the check-in), cancelled_activity,
    not_open (a plan), closed (its review is done), too_early, too_late (staff enter later, grade
    D, with a `reason`), cancelled (the registration), other_activity, full, no_walk_ins, nobody,
    heads (too many).
    """
    arrival = _Arrival(
        activity, Method(method), key[:KEY_LENGTH], adults, children, registration, household,
        name.strip()[:40], at, user, device, helper, reason.strip(), row_code, first_time,
    )  # fmt: skip
    check_in = _look_and_write(arrival)
    activity.state = check_in.activity.state
    return check_in


@dataclass
class _Seen:
    """What stands in the database about an arrival, once nothing speaks against it."""

    activity: Activity
    registration: Registration | None
    household: Household | None
    at: datetime
    grade: Grade
    first_time: bool


def _look_and_write(arrival: _Arrival) -> CheckIn:
    """Everybody in a room signs in within the same minutes, and writers wait for each other: so
    all is read before the transaction, which only writes, and only over what was read. Where
    somebody was faster, all is read again inside it."""
    try:
        return _write(arrival, _look(arrival))
    except IntegrityError:  # somebody did the same at the same moment: look again
        pass
    except ValidationError as refusal:
        if getattr(refusal, "code", "") != "stale":
            raise
    with transaction.atomic():
        return _write(arrival, _look(arrival, anew=True))


def _look(arrival: _Arrival, *, anew: bool = False) -> _Seen | CheckIn:
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
    known = registration is not None or household is not None
    first_time = _never_came(registration, household) if known else arrival.first_time
    return _Seen(activity, registration, household, at, grade, first_time)


def _write(arrival: _Arrival, seen: _Seen | CheckIn) -> CheckIn:
    if isinstance(seen, CheckIn):
        return seen
    with transaction.atomic():
        registration = give_place(
            activity=seen.activity,
            registration=seen.registration,
            household=seen.household,
            name=arrival.name,
            adults=arrival.adults,
            children=arrival.children,
            actor=str(arrival.user) if arrival.user else "family",
        )
        check_in = CheckIn.objects.create(
            activity=seen.activity,
            registration=registration,
            household=seen.household,
            name=arrival.name or _name_of(registration, seen.household),
            adults=arrival.adults,
            children=arrival.children,
            grade=seen.grade,
            method=arrival.method,
            first_time=seen.first_time,
            at=seen.at,
            key=arrival.key,
            user=arrival.user,
            device=arrival.device,
            helper=arrival.helper,
            reason=arrival.reason,
            row_code=arrival.row_code,
        )
        if check_in.counts:
            mark_held(seen.activity)
            touch("attendance", seen.activity.day)
            announce(SignedIn(check_in))
    return check_in


def _same_key(arrival: _Arrival) -> CheckIn | None:
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


def _when_and_how_well(arrival: _Arrival, activity: Activity) -> tuple[datetime, Grade]:
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
        return at, GRADES[arrival.method]
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


def _registration_of(arrival: _Arrival, activity: Activity, *, anew: bool) -> Registration | None:
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


def _never_came(registration: Registration | None, household: Household | None) -> bool:
    """Whether the family was ever signed in, as it stands now: since it registered it may have
    come elsewhere, or what stood there was a mistake. Of a guest, as was found when it
    registered."""
    if household is None:
        return registration is not None and registration.first_time
    return not CheckIn.objects.filter(counted(), household=household).exists()


def _name_of(registration: Registration | None, household: Household | None) -> str:
    return (registration.name if registration else "") or (household.name if household else "")
