"""What parties are told: texts written when a message leaves, from how things stand then."""

from shufang.activities.messages import no_shows, registering, reminding
from shufang.outbox import templates


def register() -> None:
    """Called once, when the app is ready."""
    for each in (*registering.TEMPLATES, *no_shows.TEMPLATES, *reminding.TEMPLATES):
        templates.add(each)
