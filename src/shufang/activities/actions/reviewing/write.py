"""Write the debrief of an activity."""

from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.activities.actions.details import stated_count_of
from shufang.activities.actions.refusals import refuse_closed
from shufang.activities.choices import CountSource, State
from shufang.activities.facts import touch_activity
from shufang.activities.models import Activity, Category
from shufang.activities.queries.reviewing.missing import review_of
from shufang.people.models import User
from shufang.shared.holding import hold
from shufang.shared.models import log


@dataclass(frozen=True)
class Confirmed:
    """What is confirmed about the activity itself; the counts are stated ones, beside check-ins."""

    category: Category
    audience: str = ""
    sign_ins: int | None = None
    attendees: int | None = None


@dataclass(frozen=True)
class Debrief:
    """The table of a debrief; money in fen."""

    results: str = ""
    highlights: str = ""
    problems: str = ""
    causes: str = ""
    improvements: str = ""
    assets: str = ""
    copy_to: str = ""
    decision: str = ""
    cost: int | None = None
    no_media: bool = False
    no_pictures: bool = False


def write_review(
    *, actor: User, activity: Activity, confirmed: Confirmed, debrief: Debrief
) -> dict[str, list[Any]]:
    """Keep what is known so far; gives field -> [before, after], empty when nothing differs.

    Refused (ValidationError): an activity that is closed or was not to be held, more households
    than heads.
    """
    if (
        confirmed.sign_ins is not None
        and confirmed.attendees is not None
        and confirmed.attendees < confirmed.sign_ins
    ):
        raise ValidationError({"attendees": _("参与人次不能少于签到数：每户至少到场一人。")})
    with transaction.atomic():
        hold(activity)
        refuse_closed(activity)
        if activity.state not in (State.SCHEDULED, State.HELD):
            raise ValidationError(_("只有已安排或已举办的活动才能复盘。"))
        changes = _confirm(activity, confirmed) | _debrief(activity, debrief, actor)
        if changes:
            log(actor=actor, deed="activities.write_review", subject=activity, detail=changes)
    return changes


def _confirm(activity: Activity, confirmed: Confirmed) -> dict[str, list[Any]]:
    """Category, audience and stated counts; they change figures."""
    changes: dict[str, list[Any]] = {}
    if activity.category_id != confirmed.category.pk:
        changes["category"] = [str(activity.category), str(confirmed.category)]
    if activity.audience != confirmed.audience:
        changes["audience"] = [activity.audience, confirmed.audience]
    if changes:
        activity.category, activity.audience = confirmed.category, confirmed.audience
        activity.save(update_fields=["category", "audience"])
    stated = stated_count_of(activity)
    for name in ("sign_ins", "attendees"):
        before, after = getattr(stated, name), getattr(confirmed, name)
        if before != after:
            changes[name] = [before, after]
            setattr(stated, name, after)
    if changes.keys() & {"sign_ins", "attendees"}:
        stated.source = CountSource.STAFF
        stated.save()
    if changes:
        touch_activity(activity)
    return changes


def _debrief(activity: Activity, debrief: Debrief, actor: User) -> dict[str, list[Any]]:
    review, wanted = review_of(activity), asdict(debrief)
    changes = {
        name: [getattr(review, name), value]
        for name, value in wanted.items()
        if getattr(review, name) != value
    }
    if changes:
        for name, value in wanted.items():
            setattr(review, name, value)
        review.written_by, review.changed_at = actor, timezone.now()
        review.save()
    return changes
