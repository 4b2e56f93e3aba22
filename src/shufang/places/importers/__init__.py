"""Lists of rooms, and the names of rooms and towns that every other ledger refers to."""


def register() -> None:
    """Hand the importers in, when the app is ready."""
    from shufang.intake import registry
    from shufang.places.importers.names import SiteNames, TownNames
    from shufang.places.importers.sites import SitesImporter

    registry.register_names(SiteNames)
    registry.register_names(TownNames)
    registry.register(SitesImporter)
