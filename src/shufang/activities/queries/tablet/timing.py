"""When something happened, from the clocks of a tablet that may be wrong.

Every entry carries the tablet's clock, the running time of its page (which no change of the clock
touches), and how far the clock was off when the tablet last spoke to us. The upload carries the
first two again. Where these agree there is one answer; where they don't there are two, and a
person decides whether they matter.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

AGREE = timedelta(minutes=5)
AHEAD = timedelta(minutes=2)  # of us: nothing can have happened later than it was reported


@dataclass(frozen=True)
class Reading:
    """The tablet's clocks at one moment, in milliseconds."""

    clock: int  # of the device, since 1970
    running: int  # since its page was opened
    page: str  # which opening of the page


def offset_ms(reading: Reading, received_at: datetime) -> int:
    """What to add to the device's clock to get ours."""
    return round(received_at.timestamp() * 1000) - reading.clock


def moments(
    entry: Reading, known_offset: int | None, contact: Reading, received_at: datetime
) -> tuple[datetime, ...]:
    """When it happened: the best answer first, then others that can't be ruled out."""
    by_clock = received_at - timedelta(milliseconds=contact.clock - entry.clock)
    if entry.page == contact.page:
        by_running = received_at - timedelta(milliseconds=contact.running - entry.running)
        if abs(by_running - by_clock) <= AGREE or by_clock > by_running:
            return (by_running,)  # a clock that was set back; the page can't have run too long
        return (by_running, by_clock)  # the tablet slept, or its clock was set forward
    if known_offset is None:
        return (by_clock,)
    by_offset = received_at + timedelta(
        milliseconds=entry.clock + known_offset - round(received_at.timestamp() * 1000)
    )
    if abs(by_offset - by_clock) <= AGREE:
        return (by_clock,)
    return (by_offset, by_clock)  # the clock was changed before the entry, or after it
