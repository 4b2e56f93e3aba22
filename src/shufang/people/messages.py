"""Texts of messages that `people` sends."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shufang.outbox import templates
from shufang.outbox.models import Message
from shufang.outbox.templates import Template, Text
from shufang.people.models import OneTimeCode
from shufang.people.one_time_codes import LASTS, code_of
from shufang.shared.language import network_name
from shufang.shared.models import number_in


def one_time_code(message: Message) -> Text | None:
    """The code, made only now; None when it is used, replaced or too old to be of use."""
    row = OneTimeCode.objects.filter(pk=number_in(message.subject), used_at=None).first()
    if row is None or timezone.now() - row.made_at > LASTS:
        return None
    if OneTimeCode.objects.filter(phone_print=row.phone_print, pk__gt=row.pk).exists():
        return None
    body = _(
        "【%(network)s】验证码 %(code)s，5 分钟内有效。不要告诉别人；不是你本人操作，请忽略。"
    ) % {
        "network": network_name(),
        "code": code_of(row.phone_print, row.made_at),
    }
    return Text(_("验证码"), body)


def register() -> None:
    """Called once, when the app is ready."""
    templates.add(Template("one_time_code", gettext_lazy("验证码"), one_time_code, urgent=True))
