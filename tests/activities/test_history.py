"""What was done to an activity reads in words, whichever of its rows a field stands on."""

from datetime import UTC, datetime

from shufang.shared.history import lines
from shufang.shared.models import LogEntry


def change(decision: str) -> str:
    entry = LogEntry(
        at=datetime(2026, 11, 22, tzinfo=UTC),
        actor="shufang",
        deed="activities.review",
        subject="activities.activity:1",
        detail={"decision": [None, decision]},
    )
    (line,) = lines([entry])
    assert line.actor == "系统"
    return line.changes[0].after


def test_a_decision_reads_in_words_on_a_plan_and_on_a_debrief() -> None:
    assert change("approve") == "批准"
    assert change("repeat") == "继续办"
