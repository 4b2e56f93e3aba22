"""A draft keeps its place for a while: renew it, or let it end by the clock."""

from django.db import transaction
from django.utils import timezone

from shufang.activities.actions.planning.change_plan import hold_with_sites
from shufang.activities.actions.planning.plan_activity import HOLD
from shufang.activities.actions.planning.refusals import refuse_lost_place, refuse_unless
from shufang.activities.choices import UNAPPROVED
from shufang.activities.models import Activity
from shufang.people.models import User
from shufang.shared.models import log


def renew_hold(*, actor: User, activity: Activity) -> None:
    """Keep the place for another while. Refused (SlotError) when somebody else has it by now."""
    with transaction.atomic():
        hold_with_sites(activity)
        refuse_unless(activity, *UNAPPROVED)
        refuse_lost_place(activity)
        activity.hold_until = timezone.now() + HOLD
        activity.save(update_fields=["hold_until"])
        log(actor=actor, deed="activities.renew_hold", subject=activity)


def end_holds() -> int:
    """Plans whose hold has run out keep their place no more; gives how many. Run by the clock."""
    ended = 0
    for pk in Activity.objects.filter(**_due()).values_list("pk", flat=True):
        with transaction.atomic():
            activity = Activity.objects.select_for_update(no_key=True).filter(pk=pk, **_due())
            for each in activity:
                each.hold_until = None
                each.save(update_fields=["hold_until"])
                log(actor=None, deed="activities.end_hold", subject=each)
                ended += 1
    return ended


def _due() -> dict[str, object]:
    return {"state__in": UNAPPROVED, "hold_until__lte": timezone.now()}
