"""One at a time: at a row, or at a kind of deed."""

from zlib import crc32

from django.core.exceptions import ObjectDoesNotExist
from django.db import connection
from django.db.models import Model
from django.http import Http404


def hold(row: Model) -> None:
    """Read the row again and keep others from writing it until the transaction ends.

    What a page saw when it was opened may be out of date: without this, saving it would take back
    somebody else's change in silence, and the log would tell a wrong "before". A row that is gone
    is a page not found; saving it would bring it back. New rows that refer to it may be added.
    """
    rows = row.__class__._default_manager  # not type(row): a request's user is wrapped
    try:
        row.refresh_from_db(from_queryset=rows.select_for_update(no_key=True))
    except ObjectDoesNotExist as error:
        raise Http404 from error


def take_turns(at: str) -> None:
    """Wait until nobody else is at the same kind of deed; inside a transaction, until its end.

    For what can't be checked at one row, such as names of which every one may be given once. On
    SQLite writing transactions take turns anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [crc32(at.encode())])
