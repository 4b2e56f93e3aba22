from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PlacesConfig(AppConfig):
    name = "shufang.places"
    label = "places"

    def ready(self) -> None:
        from shufang.intake import registry
        from shufang.places.importers.names import SiteNames, TownNames
        from shufang.places.importers.sites import SitesImporter

        registry.register_names(SiteNames)
        registry.register_names(TownNames)
        registry.register(SitesImporter)
        from shufang.places import facts

        facts.register()
        from shufang.shared.roles import ALL_STAFF
        from shufang.shared.ui.navigation import Entry, add

        add(Entry("places:list", pgettext_lazy("rooms", "书房"), "books", "network", 10, ALL_STAFF))
        add(
            Entry("places:network", _("街道与机构"), "building-community", "network", 20, ALL_STAFF)
        )
