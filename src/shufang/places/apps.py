from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PlacesConfig(AppConfig):
    name = "shufang.places"
    label = "places"

    def ready(self) -> None:
        from shufang.places import facts, importers
        from shufang.shared.deeds import name_deeds
        from shufang.shared.roles import ALL_STAFF
        from shufang.shared.ui.navigation import Entry, add

        importers.register()

        facts.register()  # rooms and towns, by which figures are broken down
        rooms = pgettext_lazy("rooms", "书房")
        add(Entry("places:list", rooms, "books", "network", 10, ALL_STAFF))
        towns = _("街道与机构")
        add(Entry("places:network", towns, "building-community", "network", 20, ALL_STAFF))
        name_deeds(
            {
                "places.add_site": _("添加书房"),
                "places.change_site": _("修改书房"),
                "places.complete_site": _("导入时补全了书房资料"),
                "places.set_hours": _("修改开放时间"),
                "places.close_days": _("登记闭馆"),
                "places.lift_closure": _("撤销闭馆"),
                "places.save_zone": _("修改区域"),
                "places.remove_zone": _("删除区域"),
                "places.save_town": _("修改街道（镇）"),
                "places.save_organisation": _("修改机构"),
            }
        )
