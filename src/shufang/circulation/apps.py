from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from shufang.shared.deeds import name_deeds
from shufang.shared.roles import ALL_STAFF
from shufang.shared.ui.navigation import Entry, add


class CirculationConfig(AppConfig):
    name = "shufang.circulation"
    label = "circulation"

    def ready(self) -> None:
        from shufang.circulation import importers

        importers.register()

        from shufang.circulation import measures

        measures.register()
        add(Entry("circulation:list", _("借阅与进馆"), "books", "records", 20, ALL_STAFF))
        name_deeds(
            {
                "circulation.record_count": _("登记了计数"),
                "circulation.correct_count": _("更正了计数"),
                "circulation.remove_count": _("删除了计数"),
            }
        )
