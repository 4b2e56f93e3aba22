"""What a message is about, found again from its subject such as "activities.registration:7"; and
what texts say of it."""

from shufang.activities.models import Registration
from shufang.activities.queries.words import when_words, where_words
from shufang.outbox.models import Message
from shufang.shared.language import network_name
from shufang.shared.models import number_in


def registration_of(message: Message) -> Registration | None:
    """None where it was erased meanwhile."""
    rows = Registration.objects.select_related(
        "activity__site__town", "activity__zone", "activity__rules", "strike"
    )
    return rows.filter(pk=number_in(message.subject)).first()


def said_of(registration: Registration) -> dict[str, str]:
    """What texts say of its activity, in the language of the message."""
    activity = registration.activity
    return {
        "network": network_name(),
        "title": activity.title,
        "when": when_words(activity),
        "where": where_words(activity),
    }
