"""What the invitation says, written when it leaves."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shufang.activities.choices import State
from shufang.activities.models import CheckIn
from shufang.activities.queries.promoting.links import full
from shufang.outbox.models import Message
from shufang.outbox.templates import Template, Text, add
from shufang.shared.language import network_name
from shufang.shared.models import number_in
from shufang.surveys.actions.invite import INVITATION
from shufang.surveys.queries.tickets import token_of
from shufang.surveys.queries.window import why_not


def register() -> None:
    add(Template(INVITATION, gettext_lazy("活动后三问"), invitation))


def invitation(message: Message) -> Text | None:
    """None where the sign-in was a mistake, or the activity is not one to be asked about."""
    check_in = (
        CheckIn.objects.select_related("activity__site")
        .filter(pk=number_in(message.subject), voided_at=None)
        .first()
    )
    if check_in is None or check_in.activity.state != State.HELD or why_not(check_in.activity):
        return None
    title = check_in.activity.title
    return Text(
        _("三个问题：%(title)s") % {"title": title},
        _("【%(network)s】谢谢来“%(title)s”。三个问题，半分钟，不记名：")
        % {
            "network": network_name(),
            "title": title,
        },
        full(reverse("surveys:pulse", args=[token_of(check_in)])),
    )
