from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from shufang.shared.roles import ALL_STAFF
from shufang.shared.ui.navigation import Entry, add


class ReportsConfig(AppConfig):
    name = "shufang.reports"
    label = "reports"

    def ready(self) -> None:
        add(Entry("reports:list", _("报告"), "report", "output", 10, ALL_STAFF))
