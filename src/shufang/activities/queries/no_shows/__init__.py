"""Those who did not come: the rules in words, and who is paused until when."""

from shufang.activities.queries.no_shows.paused import (
    against,
    counting,
    may_appeal,
    paused_until,
)
from shufang.activities.queries.no_shows.rules import network_rules, rules_text

__all__ = [
    "against",
    "counting",
    "may_appeal",
    "network_rules",
    "paused_until",
    "rules_text",
]
