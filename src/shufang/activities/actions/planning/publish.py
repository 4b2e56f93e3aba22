"""Show an approved activity to readers, or take it back from them."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.activities.actions.planning.refusals import refuse_unless
from shufang.activities.choices import OVER, State
from shufang.activities.models import Activity
from shufang.activities.news import ActivityPublished
from shufang.people.models import User
from shufang.shared.announce import announce
from shufang.shared.holding import hold
from shufang.shared.models import log


def publish_activity(*, actor: User, activity: Activity) -> None:
    """Readers see it from now on and may register. Refused: what the library has not approved."""
    with transaction.atomic():
        hold(activity)
        refuse_unless(activity, State.SCHEDULED)
        if activity.published_at:
            return
        activity.published_at = timezone.now()
        activity.save(update_fields=["published_at"])
        log(actor=actor, deed="activities.publish", subject=activity)
        announce(ActivityPublished(activity))


def unpublish_activity(*, actor: User, activity: Activity) -> None:
    """Readers see it no more. Refused while somebody has registered: call it off instead, so that
    they are told."""
    with transaction.atomic():
        hold(activity)
        refuse_unless(activity, State.SCHEDULED)
        if not activity.published_at:
            return
        if activity.registrations.exclude(stage__in=OVER).exists():
            raise ValidationError(
                _("已经有人报名，不能直接撤下。不办了就取消这一场，报名的人会收到通知。")
            )
        activity.published_at = None
        activity.save(update_fields=["published_at"])
        log(actor=actor, deed="activities.unpublish", subject=activity)
