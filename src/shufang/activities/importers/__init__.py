"""Ledgers of activities and of media reports.

`columns.py` knows the headings, `row.py` makes an activity of a row, `ledger.py` knows what is
there already, `media.py` leads reports on a sheet of their own back to their activities,
`saving.py` inserts in bulk.
"""


def register() -> None:
    """Hand the importers in, when the app is ready."""
    from shufang.activities.importers.activities import ActivitiesImporter
    from shufang.activities.importers.media import MediaImporter
    from shufang.activities.importers.names import CategoryNames
    from shufang.intake import registry

    registry.register_names(CategoryNames)
    registry.register(ActivitiesImporter)
    registry.register(MediaImporter)
