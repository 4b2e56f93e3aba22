"""Tell those who count on an activity that it moved or is called off (see `config/wiring.py`)."""

from shufang.activities.actions.tell_party import tell_party
from shufang.activities.models import Activity
from shufang.activities.news import ActivityCancelled, ActivityMoved
from shufang.activities.queries.promoting.recipients import counting_on
from shufang.activities.queries.promoting.reminding import CALLED_OFF, MOVED


def tell_moved(news: ActivityMoved) -> None:
    """Another time or place: each party is asked whether it still comes."""
    _tell(news.activity, MOVED)


def tell_called_off(news: ActivityCancelled) -> None:
    """Nobody comes in vain."""
    _tell(news.activity, CALLED_OFF)


def _tell(activity: Activity, template: str) -> None:
    for registration in counting_on(activity):
        tell_party(registration, template, version=activity.sequence)
