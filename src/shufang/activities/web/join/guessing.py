"""Somebody types one phone number after another to learn where a family goes.

That a number has registered already, is paused or has used up its limit has to be said to whoever
holds it; whoever tries many numbers is stopped, for registering too, or the answer would be told
by what still works. Counted by the sender's address: a room's visitors share one, so the limit is
a generous one.
"""

from datetime import timedelta

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from shufang.activities.actions.registering.tell_phone import tells_of_the_phone
from shufang.activities.models import Rules
from shufang.people.actions.family.limits import over_limit, used_up
from shufang.shared.address import address_print

USE, MOST, WITHIN = "number_answer", 20, timedelta(hours=1)  # from one address
STOPPED, LOOKED_UP_EVERY = "join-guessers", 5  # seconds: a rush asks memory, not the database


def refuse_guesser(request: HttpRequest) -> None:
    """Refused (ValidationError): who has learned about too many numbers this hour."""
    stopped = cache.get(STOPPED)
    if stopped is None:
        stopped = used_up(use=USE, most=MOST, within=WITHIN)
        cache.set(STOPPED, stopped, LOOKED_UP_EVERY)
    if address_print(request) in stopped:
        raise _too_often()


def answer_to_guest(
    request: HttpRequest, refusal: ValidationError, rules: Rules
) -> ValidationError:
    """The refusal that may be said: where it tells something about the number that was typed,
    it is counted, and the one too many tells nothing."""
    if not tells_of_the_phone(str(getattr(refusal, "code", "")), rules):
        return refusal
    if not over_limit(use=USE, limits={address_print(request): MOST}, within=WITHIN):
        return refusal
    cache.delete(STOPPED)
    return _too_often()


def _too_often() -> ValidationError:
    return ValidationError(
        _("这个网络试过的手机号太多了，请过一小时再来，或请书房工作人员代为报名。"),
        code="too_often",
    )
