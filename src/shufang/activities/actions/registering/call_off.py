"""An activity that is called off ends its registrations."""

from shufang.activities.actions.registering.stages import move
from shufang.activities.choices import COUNTING_ON_IT, Stage, Why
from shufang.activities.models import Registration
from shufang.activities.news import ActivityCancelled


def end_with_activity(news: ActivityCancelled) -> None:
    """Quietly: that the activity is off is told by whoever tells of changes, and one message is
    enough. Families may register for another at once, and nothing counts against them."""
    running = Registration.objects.filter(activity=news.activity, stage__in=COUNTING_ON_IT)
    for registration in running.select_related("activity").order_by("number"):
        move(registration, Stage.CANCELLED, actor="system", why=Why.CALLED_OFF, quietly=True)
