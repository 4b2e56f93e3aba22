"""Sessions that have run out leave the database."""

from importlib import import_module

from django.conf import settings


def clear_sessions() -> None:
    """Who is signed in stays so; what is deleted could sign nobody in any more."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
