"""Why a party can't register, in words that say what to do."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shufang.activities.choices import Counted, Places
from shufang.activities.models import Activity, Registration, Rules, Strike
from shufang.activities.queries.no_shows import against, paused_until
from shufang.activities.queries.registering import standing
from shufang.activities.queries.registering.party import (
    NEEDS_CHILDREN,
    OLD,
    YOUNG,
    Kid,
    Party,
    fits,
    places_for,
    taking_part,
)
from shufang.activities.queries.registering.priority import priority_now
from shufang.people.models import Household
from shufang.shared.days import moment_words


def open_rules(activity: Activity, *, by_staff: bool = False) -> Rules:
    """The rules, if registration is open; staff may register until the activity is over."""
    rules: Rules | None = getattr(activity, "rules", None)
    where = standing.standing(activity, timezone.now())
    if rules is None or not standing.needs_registration(activity):
        raise ValidationError(_("这场活动不用报名，直接来。"), code="open")
    allowed = {standing.REGISTERING, *((standing.AHEAD, standing.ENDED) if by_staff else ())}
    if where not in allowed:
        raise ValidationError(standing.words(activity, where), code=where)
    return rules


def check_party(activity: Activity, rules: Rules, party: Party) -> None:
    """Refuse too few or too many adults or children, and children of another age."""
    for kid in party.kids:
        found = fits(activity, kid.year, kid.month)
        if found == YOUNG:
            raise _of_child(_("%(child)s未到 %(age)s 岁，等长大一点再来。"), kid, activity.age_from)
        if found == OLD:
            raise _of_child(_("%(child)s超过 %(age)s 岁，这场不太合适。"), kid, activity.age_to)
    part = taking_part(activity, party.kids)
    if part == 0 and (activity.audience in NEEDS_CHILDREN or rules.counted == Counted.CHILD):
        raise ValidationError(_("请至少选一个适龄的孩子。"), code="children")
    if max(part, len(party.kids) - part) > rules.children_most:
        raise ValidationError(
            ngettext("每组最多 %(n)s 个孩子。", "每组最多 %(n)s 个孩子。", rules.children_most),
            code="children",
            params={"n": rules.children_most},
        )
    if party.adults < rules.adults_least:
        raise ValidationError(
            ngettext(
                "至少要有 %(n)s 位大人陪同。", "至少要有 %(n)s 位大人陪同。", rules.adults_least
            ),
            code="adults",
            params={"n": rules.adults_least},
        )
    if party.adults > rules.adults_most:
        raise ValidationError(
            ngettext("每组最多 %(n)s 位大人。", "每组最多 %(n)s 位大人。", rules.adults_most),
            code="adults",
            params={"n": rules.adults_most},
        )
    if party.heads == 0:
        raise ValidationError(_("请选谁来参加。"), code="nobody")


def check_room(rules: Rules, takes: int) -> None:
    """Refuse at once where nothing is free and the waiting list has no room, as for most in a rush:
    they need not wait for those who write. Who gets a place is decided in the transaction alone."""
    drawn = rules.way == Places.DRAW
    if not drawn and rules.taken >= rules.places and rules.waiting + takes > rules.waiting_places:
        raise full(rules)


def no_room_for(activity: Activity, party: Party) -> ValidationError | None:
    """What a party hears that has never registered, where it would find no room."""
    rules = activity.rules
    if rules.way != Places.FIRST_COME:
        return None
    takes = places_for(activity, rules, party)
    if (not rules.waiting and rules.taken + takes <= rules.places) or (
        rules.waiting + takes <= rules.waiting_places
    ):
        return None
    return full(rules)


def full(rules: Rules) -> ValidationError:
    """That there is no room left, nor any to wait."""
    if rules.waiting_places:
        return ValidationError(_("名额和候补都满了。"), code="waiting_full")
    return ValidationError(_("名额已满。"), code="full")


def check_priority(activity: Activity, rules: Rules, wanted: Registration) -> None:
    """Refuse those who have to wait some hours after the opening."""
    holding = priority_now(activity, rules, timezone.now())
    town = wanted.household.town_id if wanted.household else None
    if not holding or any(one.is_for(town=town, first_time=wanted.first_time) for one in holding):
        return
    raise ValidationError(
        _("%(when)s之前先由%(who)s报名，到时再来。"),
        code="priority",
        params={
            "when": moment_words(max(one.until for one in holding)),
            "who": _("、").join(one.words for one in holding),
        },
    )


def check_paused(household: Household | None, phone_print: str) -> None:
    """Refuse a household that did not come too often (the rule stands on the page)."""
    struck = against(household, phone_print)
    if not Strike.objects.filter(struck, expires_at__gt=timezone.now()).exists():
        return  # as for nearly everybody, found out in one query
    until = paused_until(household, phone_print)
    if until is not None:
        raise ValidationError(
            _("因为几次报了名没有来，报名暂停到 %(when)s。有特殊情况可以在“我家”申诉。"),
            code="paused",
            params={"when": moment_words(until)},
        )


def corners(activity: Activity, party: Party) -> list[Activity]:
    """The activities beside it that the party chose and that need a registration; refused where
    they don't run beside it."""
    if not party.beside:
        return []
    found = [
        corner
        for corner in activity.parallel.select_related("rules", "site")
        if corner.pk in party.beside
    ]
    if len(found) != len(party.beside) or party.adults == 0:
        raise ValidationError(_("请重新选择同时进行的活动。"), code="beside")
    asked = [corner for corner in found if standing.needs_registration(corner)]
    for corner in asked:
        open_rules(corner)
    return sorted(asked, key=lambda corner: corner.pk)


def too_many(rules: Rules) -> ValidationError:
    return ValidationError(
        _("你们需要的名额比这场的全部名额（%(n)s）还多，请减少人数。"),
        code="party",
        params={"n": rules.places},
    )


def _of_child(text: str, kid: Kid, age: int | None) -> ValidationError:
    return ValidationError(
        text, code="age", params={"child": kid.nickname or _("孩子"), "age": age}
    )
