from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlacesConfig(AppConfig):
    name = "shufang.places"
    label = "places"

    def ready(self) -> None:
        from shufang.places import facts

        facts.register()
        from shufang.shared.roles import ALL_STAFF
        from shufang.shared.ui.navigation import Entry, add

        add(Entry("places:list", _("书房"), "books", "network", 10, ALL_STAFF))
        add(
            Entry("places:network", _("街道与机构"), "building-community", "network", 20, ALL_STAFF)
        )
