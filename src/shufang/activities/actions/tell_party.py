"""Tell the party of one registration something."""

from shufang.activities.models import Registration
from shufang.activities.queries.contact import address_of
from shufang.outbox.actions.send import send


def tell_party(registration: Registration, template: str, *, version: int = 0) -> bool:
    """Queue the message inside the caller's transaction, once a version; False where nobody can be
    reached."""
    to = address_of(registration)
    if to is None:
        return False
    send(to=to, template=template, subject=registration, version=version)
    return True
