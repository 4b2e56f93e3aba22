"""Draw: places to those who fit in the drawn order, a place in the queue to all others."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.activities.actions.drawing.commit_seed import SEED
from shufang.activities.actions.registering.cancel import beside, cancel_registration
from shufang.activities.actions.registering.stages import move
from shufang.activities.choices import Stage, State, Why
from shufang.activities.models import Activity, Draw, Registration
from shufang.activities.queries.drawing.published import applications_of, before_the_draw
from shufang.activities.queries.drawing.recompute import drawn, hash_of_file
from shufang.activities.queries.drawing.window import is_closed
from shufang.shared.holding import hold
from shufang.shared.models import log
from shufang.shared.secrets import unseal


def run_draw(*, activity: Activity, actor: Any = None) -> Draw:
    """Draw among those who applied and publish seed, list and result.

    A draw that was made stays as it is: again gives the same and changes nothing. Refused while
    applications are open, for an activity that is not to be held, and without a seed that was
    fixed before.
    """
    with transaction.atomic():
        draw = _ready(activity)
        if draw.drawn_at is not None:
            return draw
        record = before_the_draw(draw)
        seed = unseal(draw.seed_sealed, SEED)
        order, given, waiting = drawn(seed, activity.pk, record["places"], record["applications"])
        draw.drawn_at = timezone.now()
        draw.record = {
            **record,
            "seed": seed,
            "order": order,
            "given": given,
            "waiting": waiting,
            "drawn_at": draw.drawn_at.isoformat(),
        }
        draw.record["hash"] = hash_of_file(draw.record)
        draw.save(update_fields=["drawn_at", "record"])
        _place(activity, order, frozenset(given))
        log(
            actor=actor,
            deed="activities.run_draw",
            subject=activity,
            detail={"applications": ["", len(order)], "list_hash": ["", record["list_hash"]]},
        )
    return draw


def _ready(activity: Activity) -> Draw:
    """The draw, with nobody else writing the rules or it until the transaction ends."""
    draw = Draw.objects.filter(activity=activity).first()
    if draw is None:
        raise ValidationError(_("这场活动没有事先定下的抽签种子，不能抽签。"), code="no_seed")
    hold(activity.rules)
    hold(draw)
    activity.refresh_from_db(fields=["state"])
    if draw.drawn_at is None and activity.state != State.SCHEDULED:
        raise ValidationError(_("只有已安排的活动才抽签。"), code="not_scheduled")
    if draw.drawn_at is None and not is_closed(activity):
        raise ValidationError(_("报名还没有截止，截止后才能抽签。"), code="open")
    return draw


def _place(activity: Activity, order: list[int], given: frozenset[int]) -> None:
    """Numbers first, so that whoever looks at the queue meanwhile sees the drawn order."""
    found = {found.pk: found for found in applications_of(activity)}
    for number, pk in enumerate(order, 1):
        found[pk].number, found[pk].activity = number, activity
    Registration.objects.bulk_update(found.values(), ["number"], batch_size=500)
    for pk in order:
        to = Stage.CONFIRMED if pk in given else Stage.WAITING
        move(found[pk], to, actor="system", why=Why.DRAWN)
        if to == Stage.WAITING:
            for corner in beside(found[pk]):  # the adults came for the children's sake
                cancel_registration(registration=corner, actor="system", why=Why.DRAWN)
