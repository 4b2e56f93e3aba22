"""Short ways to write rows as they stand in the database, without the deeds that would make them.

Each notes the month it changes, as the deeds do.
"""

from datetime import date
from itertools import count

from shufang.activities.choices import CountSource, NationalType, State
from shufang.activities.models import Activity, Category, MediaReport, StatedCount
from shufang.circulation.choices import Counted, Span
from shufang.circulation.models import PeriodCount
from shufang.lake import touch
from shufang.places.models import Site
from tests.cast import make_site as site_in_town

_numbers = count(1)


def make_site(name: str = "", *, town: str = "南湖街道") -> Site:
    """A room; without a name it gets one of its own."""
    number = next(_numbers)
    return site_in_town(name or f"第{number}智慧书房", f"room-{number}", town=town)


def make_activity(
    site: Site,
    day: date,
    *,
    category: str = "亲子阅读",
    state: State = State.HELD,
    national_type: NationalType = NationalType.OTHER,
    title: str = "讲故事",
) -> Activity:
    """An activity about which nobody has stated who came."""
    activity = Activity.objects.create(
        site=site,
        day=day,
        category=Category.objects.get(name=category),
        state=state,
        national_type=national_type,
        title=title,
    )
    touch("attendance", day)
    return activity


def state_count(
    activity: Activity,
    *,
    sign_ins: int | None = None,
    adults: int | None = None,
    children: int | None = None,
    attendees: int | None = None,
    estimated: bool = False,
    source: CountSource = CountSource.LEDGER,
) -> StatedCount:
    """What somebody says about who came; what is left out is missing."""
    stated = StatedCount.objects.create(
        activity=activity,
        sign_ins=sign_ins,
        adults=adults,
        children=children,
        attendees=attendees,
        estimated=estimated,
        source=source,
    )
    touch("attendance", activity.day)
    return stated


def make_report(
    activity: Activity, *, outlet: str = "禾城日报", day: date | None = None
) -> MediaReport:
    """A report, published on the activity's day unless told otherwise."""
    report = MediaReport.objects.create(activity=activity, outlet=outlet, day=day or activity.day)
    touch("media_reports", report.day)
    return report


def make_count(
    counted: Counted,
    site: Site,
    month: date,
    value: int | None,
    *,
    span: Span = Span.MONTH,
    method: str = "",
    estimated: bool = False,
) -> PeriodCount:
    """A month's count (it lies on the 16th), or with span=DAY that of the very day."""
    day = month.replace(day=16) if span == Span.MONTH else month
    found = PeriodCount.objects.create(
        counted=counted,
        site=site,
        span=span,
        day=day,
        value=value,
        method=method,
        estimated=estimated,
    )
    touch(counted, day)
    return found
