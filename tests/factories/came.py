"""Who registered, who came and what they thought, as rows: for tests of figures."""

from itertools import count
from typing import Any

from shufang.activities.choices import AgeBand, Grade, Method, Places, Stage
from shufang.activities.models import Activity, CheckIn, HeadCount, Registration, Rules
from shufang.lake import touch
from shufang.surveys.models import Answer

_numbers = count(1)


def check_in(
    activity: Activity, *, adults: int = 1, children: int = 1, grade: Grade = Grade.A, **fields: Any
) -> CheckIn:
    """A household at the door; without a household, somebody who left no name."""
    values: dict[str, Any] = {"method": Method.STAFF_LIST, "key": f"row-{next(_numbers)}", **fields}
    row = CheckIn.objects.create(
        activity=activity, adults=adults, children=children, grade=grade, **values
    )
    touch("attendance", activity.day)
    return row


def head_count(activity: Activity, band: AgeBand, heads: int, **fields: Any) -> HeadCount:
    row = HeadCount.objects.create(
        activity=activity, band=band, heads=heads, key=f"heads-{next(_numbers)}", **fields
    )
    touch("attendance", activity.day)
    return row


def registered(activity: Activity, stage: Stage, *, takes: int = 1, **fields: Any) -> Registration:
    """A party of one adult and one child, at this stage; the first one sets up the places."""
    Rules.objects.get_or_create(
        activity=activity, defaults={"way": Places.FIRST_COME, "places": 10}
    )
    number = next(_numbers)
    values: dict[str, Any] = {"adults": 1, "children": 1, **fields}
    row = Registration.objects.create(
        activity=activity, stage=stage, takes=takes, number=number, token=f"t{number}", **values
    )
    touch("registrations", activity.day)
    return row


def answered(activity: Activity, *scores: int, **fields: Any) -> list[Answer]:
    """One answer a score."""
    rows = [
        Answer.objects.create(
            activity=activity, ticket=f"ticket-{next(_numbers)}", score=score, **fields
        )
        for score in scores
    ]
    touch("pulse", activity.day)
    return rows
