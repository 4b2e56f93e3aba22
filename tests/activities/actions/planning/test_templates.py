"""Templates keep all but place and time; holidays are a table people keep."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from shufang.activities.actions.planning.days_off import remove_day_off, save_day_off
from shufang.activities.actions.planning.templates import (
    TemplateDetails,
    change_template,
    save_as_template,
)
from shufang.activities.choices import Next
from shufang.activities.forms.planning.initial import initial_from_template
from shufang.activities.forms.planning.plan import PlanForm
from shufang.activities.models import Activity, DayOff, Review, Template
from shufang.activities.queries.planning.earlier import lessons
from shufang.people.models import User
from shufang.places.models import Site
from tests.factories.drafts import plan


@pytest.fixture
def held(operator: User, tea_room: Site) -> Activity:
    return plan(
        operator,
        tea_room,
        setup_minutes=20,
        plan={"flow": [{"time": "10:00", "step": "开场"}], "objectives": "认识皮影"},
        rules={"way": "first", "places": 12, "closes_hours": 3, "priority": [
            {"for": "first_timers", "hours": 24}]},
    )  # fmt: skip


def test_a_template_keeps_everything_but_place_and_time(operator: User, held: Activity) -> None:
    template = save_as_template(actor=operator, activity=held, name=" 皮影戏 ")
    found = initial_from_template(template)
    assert template.name == "皮影戏"
    assert (found["title"], found["setup_minutes"], found["places"]) == (held.title, 20, 12)
    assert (found["closes_hours"], found["first_timers_hours"]) == (3, 24)
    assert found["flow"][0]["step"] == "开场"
    assert not {"site", "zone", "day", "starts", "ends"} & found.keys()
    assert PlanForm(operator, initial=found).tables["flow"].rows[0]["step"] == "开场"


def test_the_same_name_again_replaces_the_template(operator: User, held: Activity) -> None:
    first = save_as_template(actor=operator, activity=held, name="皮影戏")
    held.description = "新的说明"
    held.save()
    assert save_as_template(actor=operator, activity=held, name="皮影戏").pk == first.pk
    assert Template.objects.get().content["activity"]["description"] == "新的说明"
    with pytest.raises(ValidationError):
        save_as_template(actor=operator, activity=held, name="  ")


def test_two_templates_do_not_share_a_name_and_one_may_retire(
    operator: User, held: Activity
) -> None:
    first = save_as_template(actor=operator, activity=held, name="皮影戏")
    second = save_as_template(actor=operator, activity=held, name="木偶戏")
    details = TemplateDetails("皮影戏", second.category, 90, active=True)
    with pytest.raises(ValidationError, match="同名"):
        change_template(actor=operator, template=second, details=details)
    change_template(
        actor=operator,
        template=first,
        details=TemplateDetails("皮影戏", first.category, 90, active=False),
    )
    first.refresh_from_db()
    assert (first.active, first.minutes) == (False, 90)


def test_debriefs_of_the_same_template_are_shown_to_who_plans_next(
    operator: User, held: Activity, taiping: Site
) -> None:
    template = save_as_template(actor=operator, activity=held, name="皮影戏")
    Review.objects.create(activity=held, problems="座位不够", decision=Next.CHANGE)
    elsewhere = plan(operator, taiping)
    Review.objects.create(activity=elsewhere, problems="与这个模板无关")
    assert [each.problems for each in lessons(template=template)] == ["座位不够"]
    assert [each.problems for each in lessons(like=held)] == ["座位不够"]
    assert lessons(template=template)[0].decision == "改进后再办"


def test_holidays_are_kept_by_hand(library: User) -> None:
    day = date(2030, 10, 1)
    row = save_day_off(actor=library, row=None, day=day, name="国庆节", works=False)
    with pytest.raises(ValidationError, match="已经在表里"):
        save_day_off(actor=library, row=None, day=day, name="又一次", works=False)
    save_day_off(actor=library, row=row, day=day, name="国庆节", works=True)
    assert DayOff.objects.get(day=day).works
    remove_day_off(actor=library, row=row)
    assert not DayOff.objects.filter(day=day).exists()


def test_the_known_holidays_ship(db: None) -> None:
    assert DayOff.objects.filter(day=date(2026, 10, 1), name="国庆节", works=False).exists()
    assert DayOff.objects.filter(day=date(2026, 10, 10), works=True).exists()
