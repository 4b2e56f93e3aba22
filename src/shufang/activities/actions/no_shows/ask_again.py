"""Ask parties shortly before the start whether they still come (还来吗)."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.activities.actions.tell_party import tell_party
from shufang.activities.choices import Stage, State
from shufang.activities.models import Activity, Registration
from shufang.outbox.models import Message
from shufang.shared.holding import hold
from shufang.shared.models import number_in, subject_key

STILL_COMING = "still_coming"  # the message


def ask_again() -> int:
    """Ask everybody whose activity begins within its `reconfirm_hours`; gives how many.

    Once for each time of an activity: one that was moved asks anew. Who took a place after that
    moment has just said yes. No answer changes nothing.
    """
    now, asked = timezone.now(), 0
    ahead = Activity.objects.filter(
        state=State.SCHEDULED, starts_at__gt=now, rules__reconfirm_hours__gt=0
    ).select_related("rules")
    for activity in ahead:
        assert activity.starts_at is not None
        since = activity.starts_at - timedelta(hours=activity.rules.reconfirm_hours)
        if since > now:
            continue
        with transaction.atomic():
            for registration in _unasked(activity).filter(changed_at__lte=since):
                asked += tell_party(registration, STILL_COMING, version=activity.sequence)
    return asked


def keep_place(registration: Registration) -> None:
    """The party has said that it comes. Refused where it holds no confirmed place, or where the
    activity has begun."""
    with transaction.atomic():
        hold(registration)
        if registration.stage != Stage.CONFIRMED:
            raise ValidationError(_("这份报名已经不在“已报名”状态。"), code="stage")
        starts = registration.activity.starts_at
        if starts is not None and starts <= timezone.now():
            raise ValidationError(_("活动已经开始了，请直接到现场签到。"), code="begun")
        if registration.reconfirmed_at is None:
            registration.reconfirmed_at = timezone.now()
            registration.save(update_fields=["reconfirmed_at"])


def _unasked(activity: Activity) -> QuerySet[Registration]:
    seated = Registration.objects.filter(
        activity=activity, stage=Stage.CONFIRMED, reconfirmed_at=None
    )
    told = set(
        Message.objects.filter(
            template=STILL_COMING,
            version=activity.sequence,
            subject__in=[subject_key(each) for each in seated],
        ).values_list("subject", flat=True)
    )
    return seated.exclude(pk__in=[number_in(subject) for subject in told])
