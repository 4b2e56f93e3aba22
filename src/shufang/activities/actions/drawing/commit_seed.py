"""Fix the seed of a draw before anybody applies."""

import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from shufang.activities.choices import Places
from shufang.activities.models import Activity, Draw, Rules
from shufang.activities.queries.drawing.progress import has_begun
from shufang.activities.queries.drawing.recompute import hash_of_seed
from shufang.shared.holding import hold
from shufang.shared.models import log
from shufang.shared.secrets import seal

SEED = "activities.draw.seed"  # the column it is bound to
HEAVIEST = 10  # tickets


def commit_seed(activity: Activity, *, actor: Any = None) -> Draw | None:
    """Choose 256 random bits, seal them, and publish their hash; once, and never again.

    Called when the activity is published, when staff set the draw up, and with the first
    application at the latest. Gives the draw; None where places are not drawn.
    """
    if not Rules.objects.filter(activity=activity, way=Places.DRAW).exists():
        return None
    seed = secrets.token_hex(32)
    with transaction.atomic():
        draw, made = Draw.objects.get_or_create(
            activity=activity,
            defaults={"seed_sealed": seal(seed, SEED), "seed_hash": hash_of_seed(seed)},
        )
        if made:
            log(
                actor=actor,
                deed="activities.commit_seed",
                subject=activity,
                detail={"seed_hash": ["", draw.seed_hash]},
            )
    return draw


def weigh_first_timers(*, actor: Any, activity: Activity, weight: int) -> Draw:
    """So many tickets for those who come for the first time, against one for the others.

    Refused where places are not drawn, and once somebody has applied: those who applied knew
    their chances.
    """
    if not 1 <= weight <= HEAVIEST:
        raise ValidationError(_("请填 1 到 %(most)s。") % {"most": HEAVIEST}, code="range")
    with transaction.atomic():
        draw = commit_seed(activity, actor=actor)
        if draw is None:
            raise ValidationError(_("这场活动不抽签。"), code="no_draw")
        hold(draw)
        before = draw.first_timer_weight
        if before == weight:
            return draw
        if has_begun(activity):
            raise ValidationError(
                _("报名已经开始，抽签的权重不能再改：先报名的人要按看到的规则抽。"), code="open"
            )
        draw.first_timer_weight = weight
        draw.save(update_fields=["first_timer_weight"])
        log(
            actor=actor,
            deed="activities.weigh_first_timers",
            subject=activity,
            detail={"first_timer_weight": [before, weight]},
        )
    return draw
