"""Which of a family's sign-ins was its first."""

from shufang.activities.queries.who_came import counted_of
from shufang.lake import touch


def settle_first_time(household: int | None) -> None:
    """The family's earliest sign-in that counts, and no other: told anew whenever an earlier one
    comes to count, or no longer does."""
    if household is None:
        return
    for place, row in enumerate(counted_of(household).select_related("activity")):
        if row.first_time != (place == 0):
            row.first_time = place == 0
            row.save(update_fields=["first_time"])
            touch("attendance", row.activity.day)
