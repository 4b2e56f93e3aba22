from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from shufang.shared.roles import ALL_STAFF
from shufang.shared.ui.navigation import Entry, add


class InsightConfig(AppConfig):
    name = "shufang.insight"
    label = "insight"

    def ready(self) -> None:
        add(Entry("insight:dashboard", _("全网总览"), "layout-grid", "overview", 10, ALL_STAFF))
        add(Entry("insight:hot_cold", _("借阅与诊断"), "temperature", "overview", 20, ALL_STAFF))
