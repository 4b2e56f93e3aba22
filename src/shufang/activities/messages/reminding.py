"""What reminders and notices of changes say; written when they leave, from how things stand."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shufang.activities.choices import OVER, Stage, State
from shufang.activities.messages.subject import registration_of, said_of
from shufang.activities.models import Registration
from shufang.activities.queries.promoting.links import answer_link, own_link, short_link
from shufang.activities.queries.promoting.reminding import (
    CALLED_OFF,
    DAY_BEFORE,
    MOVED,
    RESTORED,
    SAME_DAY,
    version_of,
)
from shufang.outbox.models import Message
from shufang.outbox.templates import Template, Text


def reminder(message: Message) -> Text | None:
    """To a party that has a place at this very time; the day before only before the day."""
    registration = registration_of(message)
    if registration is None or registration.stage != Stage.CONFIRMED:
        return None
    activity = registration.activity
    if activity.state != State.SCHEDULED or activity.starts_at is None:
        return None
    if version_of(activity) != message.version or activity.starts_at <= timezone.now():
        return None
    if message.template == DAY_BEFORE and activity.day <= timezone.localdate():
        return None
    body = _(
        "【%(network)s】%(when)s，“%(title)s”，在%(where)s。我们等你。来不了请点开取消，"
        "名额让给想来的家庭。"
    )
    return Text(
        _("活动提醒：%(title)s") % {"title": activity.title},
        body % said_of(registration),
        own_link(registration),
    )


def moved(message: Message) -> Text | None:
    """Another time or place, and whether they still come; of several changes only the last."""
    registration = _still_to_come(message)
    if registration is None:
        return None
    return Text(
        _("时间或地点改了：%(title)s") % {"title": registration.activity.title},
        _("【%(network)s】“%(title)s”改了：%(when)s，在%(where)s。还来吗？来或不来，点开选一下。")
        % said_of(registration),
        answer_link(registration),
    )


def called_off(message: Message) -> Text | None:
    """It is not held; nothing where it was restored, or its day is over."""
    registration = registration_of(message)
    if registration is None:
        return None
    activity = registration.activity
    if activity.state != State.CANCELLED or activity.day < timezone.localdate():
        return None
    return Text(
        _("活动取消：%(title)s") % {"title": activity.title},
        _("【%(network)s】很抱歉，原定%(when)s在%(where)s的“%(title)s”取消了，请不要白跑一趟。")
        % said_of(registration),
        short_link(activity),
    )


def restored(message: Message) -> Text | None:
    """It is held after all, and the party is where it was; nothing where it is off again."""
    registration = _still_to_come(message)
    if registration is None:
        return None
    body = _(
        "【%(network)s】“%(title)s”照常举办：%(when)s，在%(where)s。取消的通知作废，你的报名照旧。"
        "来不了请点开取消，名额让给想来的家庭。"
    )
    return Text(
        _("照常举办：%(title)s") % {"title": registration.activity.title},
        body % said_of(registration),
        own_link(registration),
    )


def _still_to_come(message: Message) -> Registration | None:
    """The party, where it counts on an activity that is ahead and has been told nothing newer."""
    registration = registration_of(message)
    if registration is None or registration.stage in (*OVER, Stage.ATTENDED):
        return None
    activity = registration.activity
    if activity.state != State.SCHEDULED or _told_again(message):
        return None
    if activity.starts_at is not None and activity.starts_at <= timezone.now():
        return None
    return registration


def _told_again(message: Message) -> bool:
    """Whether a later change has a message of its own."""
    return Message.objects.filter(
        template=message.template, subject=message.subject, version__gt=message.version
    ).exists()


TEMPLATES = [
    Template(DAY_BEFORE, gettext_lazy("前一天提醒"), reminder),
    Template(SAME_DAY, gettext_lazy("当天提醒"), reminder),
    Template(MOVED, gettext_lazy("改期通知"), moved),
    Template(CALLED_OFF, gettext_lazy("活动取消通知"), called_off),
    Template(RESTORED, gettext_lazy("照常举办通知"), restored),
]
