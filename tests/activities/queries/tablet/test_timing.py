"""When it happened, by clocks that may be wrong."""

from datetime import datetime, timedelta

from shufang.activities.queries.tablet.timing import Reading, moments, offset_ms

NOW = datetime.fromisoformat("2026-11-21T10:00:00+08:00")
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def reading(at: datetime, *, clock_ahead: timedelta = timedelta(0), page: str = "a") -> Reading:
    """The tablet's clocks at a true moment; its page has run since eight o'clock."""
    running = at - (NOW - 2 * HOUR)
    return Reading(
        round((at + clock_ahead).timestamp() * 1000), round(running.total_seconds() * 1000), page
    )


def test_on_one_page_the_running_time_tells() -> None:
    for ahead in (-24 * HOUR, timedelta(0), 24 * HOUR):
        then = reading(NOW - HOUR, clock_ahead=ahead)
        now = reading(NOW, clock_ahead=ahead)
        assert moments(then, 0, now, NOW) == (NOW - HOUR,)


def test_a_clock_set_back_on_the_way_does_not_matter() -> None:
    then = reading(NOW - HOUR)
    now = reading(NOW, clock_ahead=-24 * HOUR)
    assert moments(then, 0, now, NOW) == (NOW - HOUR,)


def test_sleep_and_a_clock_set_forward_look_the_same() -> None:
    then = reading(NOW - HOUR)
    now = reading(NOW, clock_ahead=3 * HOUR)
    assert moments(then, 0, now, NOW) == (NOW - HOUR, NOW - 4 * HOUR)


def test_on_another_page_the_clock_tells() -> None:
    then = reading(NOW - HOUR, clock_ahead=24 * HOUR)
    now = reading(NOW, clock_ahead=24 * HOUR, page="b")
    day = 24 * 3600 * 1000
    assert moments(then, -day, now, NOW) == (NOW - HOUR,)
    assert moments(then, None, now, NOW) == (NOW - HOUR,)


def test_a_clock_that_changed_between_pages_leaves_two_answers() -> None:
    then = reading(NOW - HOUR)
    now = reading(NOW, clock_ahead=24 * HOUR, page="b")
    assert moments(then, 0, now, NOW) == (NOW - HOUR, NOW - 25 * HOUR)


def test_a_drift_of_a_minute_is_no_doubt() -> None:
    then = reading(NOW - HOUR, clock_ahead=MINUTE)
    now = reading(NOW, page="b")
    assert len(moments(then, 0, now, NOW)) == 1


def test_the_offset_is_what_brings_its_clock_to_ours() -> None:
    assert offset_ms(reading(NOW, clock_ahead=HOUR), NOW) == -3_600_000
