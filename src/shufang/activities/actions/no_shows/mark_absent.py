"""After an activity: those who kept a place and did not come are absent, with a strike."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from shufang.activities.actions.no_shows.strike import LONG_AGO, strike
from shufang.activities.actions.registering.stages import move
from shufang.activities.choices import Stage, State, Why
from shufang.activities.models import Activity, CheckIn, Registration
from shufang.activities.news import ActivityClosed
from shufang.activities.queries.no_shows.unused import not_signed_in

AFTER = timedelta(hours=24)  # a list on paper is entered by then


def mark_absent_due() -> int:
    """The same for every activity that ended a day ago."""
    now = timezone.now()
    ended = Activity.objects.filter(
        state=State.HELD, ends_at__lte=now - AFTER, ends_at__gte=now - LONG_AGO
    )
    open_still = ended.filter(registrations__stage=Stage.CONFIRMED) | ended.filter(
        registrations__steps__why=Why.RELEASED, registrations__strike=None
    )
    return sum(mark_absent(activity) for activity in open_still.distinct())


def mark_absent(activity: Activity) -> int:
    """Confirmed parties without a sign-in become absent; they, and those whose place was released
    after the start, get a strike. Gives how many became absent.

    Only of an activity that was held and at which families signed in: where heads were counted or
    nobody kept a list, it is not known who came, and nobody is blamed.
    """
    if activity.state != State.HELD or not _sign_ins(activity):
        return 0
    absent = 0
    for registration in not_signed_in(activity):
        try:
            with transaction.atomic():
                move(registration, Stage.ABSENT, actor="system")
                strike(registration)
        except ValidationError:
            continue  # signed in at this very moment
        absent += 1
    for registration in _released(activity):
        with transaction.atomic():
            strike(registration)
    return absent


def mark_when_closed(news: ActivityClosed) -> None:
    """A closed activity has all its sign-ins."""
    mark_absent(news.activity)


def _sign_ins(activity: Activity) -> bool:
    return CheckIn.objects.filter(activity=activity, voided_at=None).exists()


def _released(activity: Activity) -> list[Registration]:
    """Parties whose place was released and who did not come later by another way."""
    came = CheckIn.objects.filter(activity=activity, voided_at=None, household__isnull=False)
    return list(
        Registration.objects.filter(
            activity=activity, stage=Stage.EXPIRED, steps__why=Why.RELEASED, strike=None
        )
        .exclude(household__in=came.values("household"))
        .select_related("activity")
        .distinct()
    )
