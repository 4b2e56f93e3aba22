"""What the outbox brings to the house: jobs, a check of the settings, menu, deeds."""

from datetime import timedelta

from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _

from shufang.shared import jobs
from shufang.shared.deeds import name_deeds
from shufang.shared.roles import Role
from shufang.shared.ui.navigation import Entry, add


class OutboxConfig(AppConfig):
    name = "shufang.outbox"
    label = "outbox"

    def ready(self) -> None:
        from shufang.outbox.actions.deliver import deliver
        from shufang.outbox.actions.thin import thin
        from shufang.outbox.checks import channels

        register(channels)
        jobs.add("outbox.deliver", timedelta(seconds=2), deliver)
        jobs.add("outbox.thin", timedelta(hours=24), thin)
        readers = frozenset({Role.OPERATOR, Role.LIBRARY})
        add(Entry("outbox:list", _("消息"), "mail", "network", 60, readers))
        name_deeds({"outbox.settle": _("处理了消息")})
