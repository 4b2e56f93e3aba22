"""Give free places to those who wait, by the published rule."""

from django.db import transaction
from django.utils import timezone

from shufang.activities.actions.registering import seats
from shufang.activities.actions.registering.stages import move
from shufang.activities.actions.registering.tell_watchers import tell_watchers
from shufang.activities.choices import Stage, State
from shufang.activities.models import Activity, Registration
from shufang.activities.queries.registering.queue import offer_until, turn, waiting_parties


def promote(activity: Activity, *, just_came: Registration | None = None) -> list[Registration]:
    """Fill free places from the waiting list; call it inside the transaction that frees them.

    The rule stands in `queries/registering/queue.py`. A party gets an offer that ends, or its
    places at once where the rules give no time for an answer, and where it has only just come
    (`just_came`): it said a moment ago that it wants them. Nobody is promoted in the last hour
    before the start; what is free then is for those who come to the door.
    """
    with transaction.atomic():
        rules = seats.hold(activity.pk)
        if rules is None or activity.state != State.SCHEDULED or rules.taken >= rules.places:
            return []
        now = timezone.now()
        until = offer_until(activity, rules, now)
        if until is None:
            return []
        waiting = {party.pk: party for party in waiting_parties(activity.pk)}
        given = turn(activity, rules, waiting.values())
        for pk, times in given.passed.items():
            Registration.objects.filter(pk=pk).update(skipped=times)
        promoted = []
        for pk, places in given.given:
            party = waiting[pk]
            party.activity = activity
            part = places if places < party.takes else None
            at_once = part is None and (rules.offer_hours == 0 or _same(party, just_came))
            if at_once:
                move(party, Stage.CONFIRMED, actor="system", quietly=_same(party, just_came))
            else:
                move(party, Stage.OFFERED, actor="system", offered_until=until, offered=part)
            promoted.append(party)
        if not waiting or len(given.given) == len(waiting):
            tell_watchers(activity, rules.places - rules.taken - sum(n for _, n in given.given))
    return promoted


def _same(party: Registration, other: Registration | None) -> bool:
    return other is not None and party.pk == other.pk
