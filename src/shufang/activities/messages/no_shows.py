"""What parties are told about coming and not coming."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shufang.activities.actions.no_shows.appeal import DECIDED
from shufang.activities.actions.no_shows.ask_again import STILL_COMING
from shufang.activities.actions.no_shows.strike import MISSED
from shufang.activities.choices import Stage, State
from shufang.activities.messages.subject import registration_of
from shufang.activities.models import Registration
from shufang.activities.queries.no_shows import network_rules
from shufang.activities.queries.promoting.links import full
from shufang.outbox.models import Message
from shufang.outbox.templates import Template, Text
from shufang.shared.days import moment_words
from shufang.shared.language import network_name


def still_coming(message: Message) -> Text | None:
    """Not any more once they have answered, lost their place, or it has begun."""
    registration = registration_of(message)
    if registration is None or registration.stage != Stage.CONFIRMED:
        return None
    activity = registration.activity
    if registration.reconfirmed_at or activity.state != State.SCHEDULED:
        return None
    if activity.starts_at is None or activity.starts_at <= timezone.now():
        return None
    body = _(
        "【%(network)s】%(when)s“%(title)s”（%(site)s）还来吗？请点开选一下。来不了就让出名额，"
        "给想来的家庭。"
    ) % {
        "network": network_name(),
        "when": moment_words(activity.starts_at),
        "title": activity.title,
        "site": activity.site.name,
    }
    return Text(_("还来吗？"), body, _link("draw:still_coming", registration))


def missed(message: Message) -> Text | None:
    """Not where the strike was lifted meanwhile."""
    registration = registration_of(message)
    strike = getattr(registration, "strike", None)
    if registration is None or strike is None or strike.lifted:
        return None
    body = _(
        "【%(network)s】“%(title)s”没有见到你们，记了一次未到。如果来了或有原因，"
        "请在 %(days)s 天内点开说明。"
    ) % {
        "network": network_name(),
        "title": registration.activity.title,
        "days": network_rules().appeal_days,
    }
    return Text(_("未到记录"), body, _link("draw:missed", registration))


def appeal_decided(message: Message) -> Text | None:
    """The decision; the answer itself stands behind the link."""
    registration = registration_of(message)
    strike = getattr(registration, "strike", None)
    if registration is None or strike is None or strike.decided_at is None:
        return None
    text = (
        _("【%(network)s】“%(title)s”的未到记录已撤销。")
        if strike.lifted
        else _("【%(network)s】“%(title)s”的未到记录维持不变，请点开看答复。")
    )
    body = text % {"network": network_name(), "title": registration.activity.title}
    return Text(_("申诉有了答复"), body, _link("draw:missed", registration))


def _link(page: str, registration: Registration) -> str:
    return full(reverse(page, args=[registration.link_token]))


TEMPLATES = [
    Template(STILL_COMING, gettext_lazy("还来吗"), still_coming),
    Template(MISSED, gettext_lazy("未到记录"), missed),
    Template(DECIDED, gettext_lazy("申诉答复"), appeal_decided),
]
