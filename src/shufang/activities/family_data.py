"""What activities keep about families, made known to the family's own pages."""

from shufang.activities.actions.erase_family import erase_family, forget_child
from shufang.activities.queries import family_data
from shufang.people.family_data import Source, add


def register() -> None:
    """Called once, when the app is ready."""
    add(
        Source(
            code="activities",
            sections=family_data.sections,
            erase=erase_family,
            in_use=family_data.in_use,
            child_in_use=family_data.child_in_use,
            forget_child=forget_child,
            at_rooms=family_data.at_rooms,
        )
    )
