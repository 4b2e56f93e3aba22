"""Who led the activities of a period, and how many helped at them.

Counted from the activity records that the report lists: a leader is a name in that column, each
name once; a helper's turn is one helper at one activity.
"""

import re
from collections import defaultdict
from dataclasses import dataclass

from shufang.reports.queries.activity_lists import activities_held
from shufang.shared.period import Period

OFTEN = 10  # activities led by somebody who leads often
_BETWEEN = re.compile(r"[、，,；;/／]+")


@dataclass(frozen=True)
class Leading:
    """`helpers` and the like are None where no activity says how many helped."""

    leaders: int
    often: int  # leaders of at least OFTEN activities
    in_towns: int  # leaders of activities in two towns or more
    unnamed: int  # activities without a leader's name
    helpers: int | None
    helped: int  # activities that say how many helped


def leading(period: Period) -> Leading:
    """Leaders and helpers of the activities counted in the period."""
    led: dict[str, int] = defaultdict(int)
    towns: dict[str, set[int]] = defaultdict(set)
    unnamed, turns = 0, []
    found = activities_held(period).values_list("leader", "helpers", "site__town")
    for leader, helpers, town in found:
        names = {"".join(name.split()) for name in _BETWEEN.split(leader)} - {""}
        unnamed += not names
        for name in names:
            led[name] += 1
            if town is not None:
                towns[name].add(town)
        if helpers is not None:
            turns.append(helpers)
    return Leading(
        leaders=len(led),
        often=sum(count >= OFTEN for count in led.values()),
        in_towns=sum(len(places) > 1 for places in towns.values()),
        unnamed=unnamed,
        helpers=sum(turns) if turns else None,
        helped=len(turns),
    )
