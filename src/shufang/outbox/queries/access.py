"""The only door to one message."""

from django.http import Http404
from django.utils.translation import gettext as _

from shufang.outbox.models import Message


def message_to_settle(pk: int) -> Message:
    """The message; messages belong to the network, not to a room."""
    found = Message.objects.filter(pk=pk).first()
    if found is None:
        raise Http404(_("没有这条消息。"))
    return found
