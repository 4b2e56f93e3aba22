"""So many activities of a category in a span of days, and no more, for a household or a child."""

from django.core.exceptions import ValidationError
from django.utils.translation import ngettext

from shufang.activities.models import Activity, Attendee, Rules
from shufang.activities.queries.registering.party import Kid, Party
from shufang.activities.queries.registering.past import within
from shufang.people.models import Household


def check_limits(
    activity: Activity, rules: Rules, household: Household | None, phone_print: str, party: Party
) -> None:
    """Refuse more than the rules allow a household or a child in a span of days; inside the
    transaction, the household being held, so that two forms at once are counted both."""
    if not rules.household_limit and not rules.child_limit:
        return
    if household is not None:
        Household.objects.select_for_update(no_key=True).get(pk=household.pk)
    counted = within(household, phone_print, activity, rules.limit_days)
    if rules.household_limit and counted.count() >= rules.household_limit:
        raise ValidationError(
            ngettext(
                "同类活动每户 %(days)s 天内限报 %(n)s 场，你家已经报满，把机会留给别家吧。",
                "同类活动每户 %(days)s 天内限报 %(n)s 场，你家已经报满，把机会留给别家吧。",
                rules.household_limit,
            ),
            code="limit",
            params={"days": rules.limit_days, "n": rules.household_limit},
        )
    check_child_limit(activity, rules, household, phone_print, party.kids)


def check_child_limit(
    activity: Activity,
    rules: Rules,
    household: Household | None,
    phone_print: str,
    kids: tuple[Kid, ...],
) -> None:
    """The same of each child."""
    if not rules.child_limit:
        return
    counted = within(household, phone_print, activity, rules.limit_days)
    for kid in kids:
        if kid.child is None:
            times = Attendee.objects.filter(
                registration__in=counted, nickname=kid.nickname, birth_year=kid.year
            ).count()
        else:
            times = Attendee.objects.filter(registration__in=counted, child=kid.child).count()
        if times >= rules.child_limit:
            raise ValidationError(
                ngettext(
                    "同类活动每个孩子 %(days)s 天内限报 %(n)s 场，%(child)s已经报满。",
                    "同类活动每个孩子 %(days)s 天内限报 %(n)s 场，%(child)s已经报满。",
                    rules.child_limit,
                ),
                code="limit",
                params={"days": rules.limit_days, "n": rules.child_limit, "child": kid.nickname},
            )
