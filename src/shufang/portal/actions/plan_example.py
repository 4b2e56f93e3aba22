"""Plan one activity of the invented city, and register its families."""

from datetime import datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone

from shufang.activities.actions.planning.draft import Draft
from shufang.activities.actions.planning.plan_activity import plan_activity
from shufang.activities.actions.registering.register import Kid, Party, register
from shufang.activities.models import Activity, Category
from shufang.activities.queries.registering.party import FIT, fits
from shufang.people.models import Household, User
from shufang.places.models import Site, Zone
from shufang.portal.example_city.season import Coming

QUARTER = timedelta(minutes=15)


def plan_example(
    coming: Coming,
    *,
    site: Site,
    operator: User,
    beside: Activity | None = None,
    later: timedelta = timedelta(0),
) -> Activity | None:
    """The plan as a draft, so much `later`; none where the hours of the day leave no time."""
    zone = Zone.objects.get_or_create(site=site, name=coming.zone)[0] if coming.zone else None
    category = Category.objects.get(name=coming.category)
    start, end = _times(coming, later)
    draft = Draft(
        title=coming.title,
        category=category,
        site=site,
        day=start.date(),
        starts=start.time(),
        ends=end.time(),
        zone=zone,
        national_type=category.national_type,
        audience=coming.audience,
        age_from=coming.ages[0],
        age_to=coming.ages[1],
        description=coming.description,
        leader=coming.leader,
        beside=beside,
        plan={**coming.plan, "made_by": operator.name},
        rules=coming.rules,
    )
    try:
        return plan_activity(actor=operator, draft=draft)
    except ValidationError:
        return None


def _times(coming: Coming, later: timedelta) -> tuple[datetime, datetime]:
    """Its start and end. What is on today begins with the next quarter of an hour where its own
    time has passed, and tomorrow where the day is over."""
    hour, minute = (int(part) for part in coming.starts.split(":"))
    day = timezone.localdate() + timedelta(days=coming.days) + later
    start = timezone.make_aware(datetime.combine(day, time(hour, minute)))
    end = start + timedelta(minutes=coming.minutes)
    soon = timezone.localtime() + QUARTER
    soon -= timedelta(minutes=soon.minute % 15, seconds=soon.second, microseconds=soon.microsecond)
    if start > soon:
        return start, end
    if soon + timedelta(hours=1) > end:
        return start + timedelta(days=1), end + timedelta(days=1)
    return soon, end


def register_example(household: Household, activity: Activity) -> None:
    """The children of the right age come, each family with one grown-up."""
    kids = tuple(
        Kid.of(child)
        for child in household.children.all()
        if fits(activity, child.birth_year, child.birth_month) == FIT
    )
    if not kids:
        return
    try:
        register(
            activity=activity,
            party=Party(adults=1, kids=kids),
            household=household,
            name=household.name,
            phone=household.guardians.get().phone,
        )
    except ValidationError:
        return  # full, waiting list too: as in real life
