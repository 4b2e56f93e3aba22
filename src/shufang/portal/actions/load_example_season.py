"""Fill the weeks to come of the invented city: plans, places, families who register."""

from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone

from shufang.activities.actions.planning.approve import approve_plan, submit_plan
from shufang.activities.actions.planning.draft import Draft
from shufang.activities.actions.planning.plan_activity import plan_activity
from shufang.activities.actions.planning.publish import publish_activity
from shufang.activities.actions.registering.register import Kid, Party, register
from shufang.activities.models import Activity, Category
from shufang.activities.queries.registering.party import FIT, fits
from shufang.people.actions.family.keep_child import add_child
from shufang.people.actions.family.open_account import open_account
from shufang.people.models import Household, User
from shufang.places.models import Site, Zone
from shufang.portal.example_city.season import FAMILIES, FIRST_PHONE, SEASON, Coming

QUARTER = timedelta(minutes=15)


def load_example_season(*, library: User, operator: User) -> int:
    """Plan, approve and publish what is on, and let the families register; gives how many."""
    sites = list(Site.objects.order_by("import_run", "pk"))
    if not sites:
        return 0
    families = [_family(number) for number in range(len(FAMILIES))]
    made: dict[str, Activity] = {}
    for coming in SEASON:
        activity = _plan(coming, sites[coming.room % len(sites)], made, operator)
        if activity is None:
            continue
        made[coming.title] = activity
        if coming.stage == "draft":
            continue
        submit_plan(actor=operator, activity=activity)
        if coming.stage == "submitted":
            continue
        approve_plan(actor=library, activity=activity)
        publish_activity(actor=operator, activity=activity)
        for household in families[: coming.families]:
            _register(household, activity)
    return len(made)


def _plan(coming: Coming, site: Site, made: dict[str, Activity], operator: User) -> Activity | None:
    """The plan as a draft; none where the day's hours leave no time for it."""
    zone = Zone.objects.get_or_create(site=site, name=coming.zone)[0] if coming.zone else None
    category = Category.objects.get(name=coming.category)
    start, end = _times(coming)
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
        beside=made.get(coming.beside),
        plan={**coming.plan, "made_by": operator.name},
        rules=coming.rules,
    )
    try:
        return plan_activity(actor=operator, draft=draft)
    except ValidationError:
        return None


def _times(coming: Coming) -> tuple[datetime, datetime]:
    """Its start and end. What is on today begins with the next quarter of an hour where its own
    time has passed, and tomorrow where the day is over."""
    hour, minute = (int(part) for part in coming.starts.split(":"))
    day = timezone.localdate() + timedelta(days=coming.days)
    start = timezone.make_aware(datetime.combine(day, time(hour, minute)))
    end = start + timedelta(minutes=coming.minutes)
    soon = timezone.localtime() + QUARTER
    soon -= timedelta(minutes=soon.minute % 15, seconds=soon.second, microseconds=soon.microsecond)
    if start > soon:
        return start, end
    if soon + timedelta(hours=1) > end:
        return start + timedelta(days=1), end + timedelta(days=1)
    return soon, end


def _family(number: int) -> Household:
    name, children = FAMILIES[number]
    phone = str(FIRST_PHONE + number)
    guardian = open_account(phone=phone, name=f"{name}家长", agreed=True)
    household = guardian.household
    household.name = name
    household.save(update_fields=["name"])
    for nickname, years, months in children:
        born = _months_ago(years * 12 + months)
        add_child(household=household, nickname=nickname, year=born.year, month=born.month)
    return household


def _months_ago(months: int) -> date:
    today = timezone.localdate()
    count = today.year * 12 + today.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)


def _register(household: Household, activity: Activity) -> None:
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
