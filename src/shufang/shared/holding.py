"""One at a time at a row."""

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model
from django.http import Http404


def hold(row: Model) -> None:
    """Read the row again and keep others from writing it until the transaction ends.

    What a page saw when it was opened may be out of date: without this, saving it would take back
    somebody else's change in silence, and the log would tell a wrong "before". A row that is gone
    is a page not found; saving it would bring it back. New rows that refer to it may be added.
    """
    try:
        row.refresh_from_db(from_queryset=type(row)._default_manager.select_for_update(no_key=True))
    except ObjectDoesNotExist as error:
        raise Http404 from error
