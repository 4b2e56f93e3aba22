"""Opening hours as people write them, read and written back."""

from datetime import time

import pytest
from django.core.exceptions import ValidationError

from shufang.places.hours_text import ALL_DAY, parse_spans, write_spans

MORNING, EVENING = (time(8, 30), time(12)), (time(14), time(21))


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("08:30-21:00", [(time(8, 30), time(21))]),
        ("８：３０～２１：００", [(time(8, 30), time(21))]),
        ("8:30 至 21:00", [(time(8, 30), time(21))]),
        ("14:00-21:00，08:30-12:00", [MORNING, EVENING]),
        ("08:30–12:00 / 14:00–21:00", [MORNING, EVENING]),
        ("18:00-24:00", [(time(18), time(23, 59))]),
        ("全天", [ALL_DAY]),
        ("24小时", [ALL_DAY]),
        ("", []),
        ("休息", []),
    ],
)
def test_reads_what_people_write(text: str, spans: list[tuple[time, time]]) -> None:
    assert parse_spans(text) == spans


@pytest.mark.parametrize(
    "text", ["早上到晚上", "8点半", "21:00-08:30", "25:00-26:00", "08:30-12:00，11:00-21:00"]
)
def test_refuses_what_is_no_span_of_a_day(text: str) -> None:
    with pytest.raises(ValidationError):
        parse_spans(text)


@pytest.mark.parametrize("spans", [[], [ALL_DAY], [MORNING, EVENING], [(time(18), time(23, 59))]])
def test_what_is_written_reads_back(spans: list[tuple[time, time]]) -> None:
    assert parse_spans(write_spans(spans)) == spans
