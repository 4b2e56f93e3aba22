"""Days and times on the network's own calendar."""

from datetime import date, datetime, time

from django.utils import timezone

from shufang.shared.language import in_english


def moment(day: date, at: time | None) -> datetime | None:
    """The instant of a local day and time; none where no time is known."""
    return None if at is None else timezone.make_aware(datetime.combine(day, at))


def local_time(instant: datetime | None) -> time | None:
    """The local time of an instant, to the minute."""
    if instant is None:
        return None
    return timezone.localtime(instant).time().replace(second=0, microsecond=0)


def short_month(month: date) -> str:
    """A month as charts and table heads name it: 7月, Jul."""
    english = in_english()
    return f"{month:%b}" if english else f"{month.month}月"
