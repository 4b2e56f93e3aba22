"""Count heads by age band where nobody signs in by name."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.activities.actions.refusals import refuse_closed
from shufang.activities.actions.signing_in.hold import mark_held, take_back_held
from shufang.activities.actions.signing_in.refusals import NotSignedInError, refuse_not_on
from shufang.activities.choices import AgeBand
from shufang.activities.models import Activity, Device, HeadCount
from shufang.activities.queries.signing_in.window import window_of
from shufang.lake import touch
from shufang.people.models import User
from shufang.shared.models import log

MOST_HEADS = 200  # at one tap


def count_heads(
    *,
    activity: Activity,
    band: AgeBand | str,
    heads: int,
    key: str,
    at: datetime | None = None,
    user: User | None = None,
    device: Device | None = None,
) -> HeadCount:
    """So many more people of one age band are here; the same key again is the same count.

    A stream of its own beside check-ins, never added to them. Refused (`NotSignedInError`):
    not_open, cancelled_activity, closed, too_early, too_late, heads, other_body.
    """
    band = AgeBand(band)
    at = at or timezone.now()
    if not 0 < heads <= MOST_HEADS:
        raise NotSignedInError(_("人数应在 1 到 %(most)s 之间。") % {"most": MOST_HEADS}, "heads")
    found = _same_key(key, activity, band, heads)
    if found is not None:
        return found
    try:
        with transaction.atomic():
            _refuse(activity, at)
            counted = HeadCount.objects.create(
                activity=activity, band=band, heads=heads, key=key, at=at, user=user, device=device
            )
            mark_held(activity)
            touch("attendance", activity.day)
    except IntegrityError:  # the same key at the same moment
        found = _same_key(key, activity, band, heads)
        if found is None:
            raise
        return found
    return counted


def take_back_heads(
    *, activity: Activity, band: AgeBand | str, user: User | None = None
) -> HeadCount | None:
    """The latest count of this band was one too many: it is voided, and given.

    Refused (ValidationError): "closed", the activity's review is done.
    """
    with transaction.atomic():
        activity.refresh_from_db(fields=["closed_at"])
        refuse_closed(activity)
        latest = (
            HeadCount.objects.select_for_update()
            .filter(activity=activity, band=AgeBand(band), voided_at__isnull=True)
            .order_by("-at", "-pk")
            .first()
        )
        if latest is None:
            return None
        latest.voided_at = timezone.now()
        latest.save(update_fields=["voided_at"])
        log(
            actor=user,
            deed="activities.take_back_heads",
            subject=activity,
            detail={"heads": [f"{latest.band} {latest.heads}", ""]},
        )
        take_back_held(activity)
        touch("attendance", activity.day)
        return latest


def _same_key(key: str, activity: Activity, band: AgeBand, heads: int) -> HeadCount | None:
    found = HeadCount.objects.filter(key=key).first()
    if found is not None and (found.activity_id, found.band, found.heads) != (
        activity.pk,
        band,
        heads,
    ):
        raise NotSignedInError(_("这次提交和上一次的内容不同，请刷新页面再试。"), "other_body")
    return found


def _refuse(activity: Activity, at: datetime) -> None:
    activity.refresh_from_db(fields=["state", "closed_at", "day", "starts_at", "ends_at"])
    refuse_not_on(activity)
    window = window_of(activity)
    if at < window.opens:
        raise NotSignedInError(_("还没到签到时间。"), "too_early")
    if at > window.closes:
        raise NotSignedInError(_("活动已结束，不能再清点人数。"), "too_late")
