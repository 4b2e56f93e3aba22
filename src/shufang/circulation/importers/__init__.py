"""Loans, visits and new cards by room and month or day, written long or wide."""


def register() -> None:
    """Hand the importers in, when the app is ready."""
    from shufang.circulation.importers.counts import LoansImporter, VisitsImporter
    from shufang.intake import registry

    registry.register(LoansImporter)
    registry.register(VisitsImporter)
