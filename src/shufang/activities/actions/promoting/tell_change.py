"""Tell those who count on an activity that it moved or is called off (see `config/wiring.py`)."""

from shufang.activities.models import Activity
from shufang.activities.news import ActivityCancelled, ActivityMoved
from shufang.activities.queries.promoting.recipients import address_of, counting_on
from shufang.activities.queries.promoting.reminding import CALLED_OFF, MOVED
from shufang.outbox.actions.send import send


def tell_moved(news: ActivityMoved) -> None:
    """Another time or place: each party is asked whether it still comes."""
    _tell(news.activity, MOVED)


def tell_called_off(news: ActivityCancelled) -> None:
    """Nobody comes in vain."""
    _tell(news.activity, CALLED_OFF)


def _tell(activity: Activity, template: str) -> None:
    for registration in counting_on(activity):
        to = address_of(registration)
        if to is not None:
            send(to=to, template=template, subject=registration, version=activity.sequence)
