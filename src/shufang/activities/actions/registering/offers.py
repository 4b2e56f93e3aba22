"""An offered place is taken, left, or runs out."""

from collections.abc import Collection
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.activities.actions.registering import seats
from shufang.activities.actions.registering.cancel import cancel_registration
from shufang.activities.actions.registering.promote import promote
from shufang.activities.actions.registering.shrink import shrink
from shufang.activities.actions.registering.stages import move
from shufang.activities.choices import Stage, Why
from shufang.activities.models import Activity, Registration, Watch


def accept_offer(
    *,
    registration: Registration,
    actor: str = "family",
    keep: Collection[int] = (),
    adults: int | None = None,
) -> Registration:
    """The party takes its offer. Where fewer places were offered than it asked for, it says who
    comes: `keep` are the children's rows, and it may not be more than was offered.

    Accepting again changes nothing. Refused (ValidationError): "expired", the offer has run out,
    and goes on at once; "party", more people than places.
    """
    if registration.stage == Stage.CONFIRMED:
        return registration
    if has_lapsed(registration):
        _end_lapsed(registration.activity)
        registration.refresh_from_db(fields=["stage"])
    _refuse_unless_offered(registration)
    with transaction.atomic():
        seats.hold(registration.activity_id)
        if registration.offered is not None:
            shrink(registration, keep=keep, adults=adults, at_most=registration.offered)
        move(registration, Stage.CONFIRMED, actor=actor)
        promote(registration.activity)
    return registration


def decline_offer(*, registration: Registration, actor: str = "family") -> Registration:
    """The party leaves; its places go on in the same transaction. Refused (ValidationError):
    "accepted", somebody of the family has taken the offer since; they cancel, and are told what
    that means."""
    if registration.stage == Stage.CONFIRMED:
        raise _accepted()
    return cancel_registration(registration=registration, actor=actor, why=Why.DECLINED)


def wait_on(*, registration: Registration, actor: str = "family") -> Registration:
    """A party that was offered a part of what it asked for waits on, undivided from now on; what
    it was offered goes to those behind it. Saying so again changes nothing."""
    if registration.stage == Stage.WAITING and registration.whole:
        return registration
    _refuse_unless_offered(registration)
    if registration.offered is None:
        raise ValidationError(_("这是全部名额，请确认或放弃。"), code="illegal")
    with transaction.atomic():
        seats.hold(registration.activity_id)
        Registration.objects.filter(pk=registration.pk).update(whole=True)
        registration.whole = True
        move(registration, Stage.WAITING, actor=actor, quietly=True)
        promote(registration.activity)
    return registration


def expire_offers() -> int:
    """End the offers whose time is over and promote; one activity a transaction. Gives how many."""
    due = _lapsed().order_by("activity").values_list("activity", flat=True).distinct()
    return sum(_end_lapsed(Activity.objects.select_related("site").get(pk=pk)) for pk in due)


def has_lapsed(registration: Registration) -> bool:
    """Whether the time to answer is over, though nobody has ended the offer yet."""
    until = registration.offered_until
    return registration.stage == Stage.OFFERED and until is not None and until <= timezone.now()


def _lapsed() -> QuerySet[Registration]:
    return Registration.objects.filter(stage=Stage.OFFERED, offered_until__lte=timezone.now())


def _end_lapsed(activity: Activity) -> int:
    ended = 0
    with transaction.atomic():
        for registration in _lapsed().filter(activity=activity).select_related("activity"):
            try:
                move(registration, Stage.EXPIRED, actor="system")
            except ValidationError:
                continue  # accepted at this very moment
            ended += 1
        promote(activity)
    return ended


def end_waiting() -> int:
    """When an activity is over, nobody waits for it any more; numbers that were left to hear of
    free places are deleted then, or the day after they were used."""
    now, ended = timezone.now(), 0
    used = Q(activity__ends_at__lte=now) | Q(told_at__lte=now - timedelta(days=1))
    Watch.objects.filter(used).delete()
    late = Registration.objects.filter(
        stage__in=(Stage.WAITING, Stage.OFFERED), activity__ends_at__lte=now
    )
    for registration in late.select_related("activity").order_by("activity", "pk")[:500]:
        try:
            move(registration, Stage.EXPIRED, actor="system", quietly=True)
        except ValidationError:
            continue
        ended += 1
    return ended


def _refuse_unless_offered(registration: Registration) -> None:
    if registration.stage == Stage.OFFERED and not has_lapsed(registration):
        return
    if registration.stage == Stage.CONFIRMED:
        raise _accepted()
    raise ValidationError(_("这个名额的确认时间已经过了，可以重新报名。"), code="expired")


def _accepted() -> ValidationError:
    return ValidationError(
        _("你家已经确认要来了。要改，请用这一页的“改人数”或“取消报名”。"), code="accepted"
    )
