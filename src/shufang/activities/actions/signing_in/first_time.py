"""Which of a family's sign-ins was its first."""

from shufang.activities.models import CheckIn
from shufang.activities.queries.who_came import counted
from shufang.lake import touch


def settle_first_time(household: int | None) -> None:
    """The family's earliest sign-in that counts, and no other: told anew whenever an earlier one
    comes to count, or no longer does."""
    if household is None:
        return
    rows = CheckIn.objects.filter(counted(), household=household).select_related("activity")
    for place, row in enumerate(rows.order_by("at", "pk")):
        if row.first_time != (place == 0):
            row.first_time = place == 0
            row.save(update_fields=["first_time"])
            touch("attendance", row.activity.day)
