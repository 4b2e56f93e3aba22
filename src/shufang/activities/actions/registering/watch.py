"""Tell me of free places."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.activities.actions.registering.tell_watchers import WATCH
from shufang.activities.models import Activity, Watch
from shufang.activities.queries.registering import standing
from shufang.people.models.family import phone_print
from shufang.shared.secrets import seal

MOST = 500  # of one activity: more would be somebody's program


def watch(*, activity: Activity, phone: str, language: str = "zh-hans") -> None:
    """Keep a clean phone number until places are free, and tell it once.

    Asking again renews the wish. Refused (ValidationError): nothing to register for any more.
    """
    if standing.standing(activity, timezone.now()) != standing.REGISTERING:
        raise ValidationError(_("这场活动的报名已经结束。"), code="ended")
    with transaction.atomic():
        if Watch.objects.filter(activity=activity).count() >= MOST:
            raise ValidationError(_("等空位的人太多了，请看看别的场次。"), code="full")
        Watch.objects.update_or_create(
            activity=activity,
            phone_print=phone_print(phone),
            defaults={
                "phone_sealed": seal(phone, WATCH),
                "language": language,
                "told_at": None,
            },
        )
