"""Fill the weeks around today in the invented city: plans, places, families, debriefs."""

from datetime import date

from django.utils import timezone

from shufang.activities.actions.planning.approve import approve_plan, submit_plan
from shufang.activities.actions.planning.publish import publish_activity
from shufang.activities.models import Activity
from shufang.people.actions.family.keep_child import add_child
from shufang.people.actions.family.link_card import link_card
from shufang.people.actions.family.open_account import open_account
from shufang.people.models import Household, User
from shufang.places.models import Site
from shufang.portal.actions.load_example_past import load_example_past
from shufang.portal.actions.plan_example import plan_example, register_example
from shufang.portal.example_city.season import FAMILIES, FIRST_CARD, FIRST_PHONE, SEASON


def load_example_season(*, library: User, operator: User) -> int:
    """What was on, looked back on; and what is coming: planned, approved, published, registered
    for. Gives how many are coming."""
    sites = list(Site.objects.order_by("import_run", "pk"))
    if not sites:
        return 0
    families = [_family(number) for number in range(len(FAMILIES))]
    load_example_past(sites=sites, families=families, library=library, operator=operator)
    made: dict[str, Activity] = {}
    for coming in SEASON:
        activity = plan_example(
            coming,
            site=sites[coming.room % len(sites)],
            operator=operator,
            beside=made.get(coming.beside),
        )
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
            register_example(household, activity)
    return len(made)


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
    if number == 0:
        link_card(guardian=guardian, typed=FIRST_CARD)
    return household


def _months_ago(months: int) -> date:
    today = timezone.localdate()
    count = today.year * 12 + today.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)
