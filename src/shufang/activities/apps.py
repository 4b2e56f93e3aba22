from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from shufang.shared.roles import ALL_STAFF
from shufang.shared.ui.navigation import Entry, add


class ActivitiesConfig(AppConfig):
    name = "shufang.activities"
    label = "activities"

    def ready(self) -> None:
        from shufang.activities import importers

        importers.register()

        from shufang.activities import measures

        measures.register()
        add(Entry("activities:list", _("活动"), "calendar-event", "records", 10, ALL_STAFF))
        add(Entry("activities:media", _("媒体报道"), "news", "records", 30, ALL_STAFF))
        add(Entry("activities:categories", _("活动分类"), "tags", "network", 40, ALL_STAFF))
