"""An activity that is called off ends its registrations."""

from django.db import transaction
from django.utils import timezone

from shufang.activities.actions.registering.stages import move
from shufang.activities.choices import COUNTING_ON_IT, Stage, State, Why
from shufang.activities.models import Activity, Registration
from shufang.activities.news import ActivityCancelled
from shufang.shared.announce import announce


def end_with_activity(news: ActivityCancelled) -> None:
    """Quietly: that the activity is off is told by whoever tells of changes, and one message is
    enough. Families may register for another at once, and nothing counts against them."""
    running = Registration.objects.filter(activity=news.activity, stage__in=COUNTING_ON_IT)
    for registration in running.select_related("activity").order_by("number"):
        move(registration, Stage.CANCELLED, actor="system", why=Why.CALLED_OFF, quietly=True)


def end_left_behind() -> int:
    """Whoever registered in the very moment in which the activity was called off, and did not see
    it: they are told and ended like the others. Gives how many activities that were; by the clock,
    so that hundreds who register at once need not wait for who changes the activity."""
    ended = 0
    called_off = Activity.objects.filter(
        state=State.CANCELLED,
        starts_at__gt=timezone.now(),
        registrations__stage__in=COUNTING_ON_IT,
    )
    for activity in called_off.distinct():
        with transaction.atomic():
            announce(ActivityCancelled(activity))
        ended += 1
    return ended
