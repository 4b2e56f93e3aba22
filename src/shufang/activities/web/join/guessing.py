"""Somebody types one phone number after another to learn where a family goes.

That a number has registered already, is paused or has used up its limit has to be said to whoever
holds it; whoever tries many numbers is stopped, for registering too, or the answer would be told
by what still works. Counted in each server process, by the sender's address: a room's visitors
share one, so the limit is a generous one.
"""

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from shufang.activities.actions.registering.tell_phone import TELLING
from shufang.shared.address import address_print

MOST, WITHIN = 20, 3600  # from one address in so many seconds


def refuse_guesser(request: HttpRequest) -> None:
    """Refused (ValidationError): who has learned about too many numbers this hour."""
    if cache.get(_name(request), 0) >= MOST:
        raise ValidationError(
            _("这个网络试过的手机号太多了，请过一小时再来，或请书房工作人员代为报名。"),
            code="too_often",
        )


def note_answer(request: HttpRequest, code: str) -> None:
    """A guest was told something about the number that was typed."""
    if code not in TELLING:
        return
    cache.add(_name(request), 0, WITHIN)
    try:
        cache.incr(_name(request))
    except ValueError:  # the hour ended this very moment
        return


def _name(request: HttpRequest) -> str:
    return f"join-guessing:{address_print(request)[:20]}"
