"""Write, move and remove the posts of the organisation chart."""

from dataclasses import asdict, dataclass

from django.db import transaction
from django.db.models import Max

from shufang.people.choices import Level
from shufang.people.models import Duty, User
from shufang.places.models import Organisation
from shufang.shared.holding import hold, take_turns
from shufang.shared.models import log


@dataclass(frozen=True)
class Post:
    """What the chart says about one post."""

    level: Level
    post: str
    duties: str
    people: str = ""
    organisation: Organisation | None = None


def record_duty(*, actor: User, post: Post, duty: Duty | None = None) -> Duty:
    """Write a new post at the end of its level, or change one; moving level puts it last there."""
    duty = duty or Duty()
    with transaction.atomic():
        take_turns("people.chart")
        if duty.pk:
            hold(duty)
        before = _values(duty) if duty.pk else {}
        if not duty.pk or duty.level != post.level:
            duty.order = _last(post.level) + 1
        for field in asdict(post):
            setattr(duty, field, getattr(post, field))
        is_new = duty.pk is None
        duty.save()
        after = _values(duty)
        changes = {k: [before.get(k), v] for k, v in after.items() if before.get(k, "") != v}
        if changes:
            deed = "people.add_duty" if is_new else "people.change_duty"
            log(actor=actor, deed=deed, subject=duty, detail=changes)
    return duty


def remove_duty(*, actor: User, duty: Duty) -> None:
    """Take the post off the chart; the log keeps what it said."""
    with transaction.atomic():
        take_turns("people.chart")
        hold(duty)
        log(
            actor=actor,
            deed="people.remove_duty",
            subject=duty,
            detail={field: [value, None] for field, value in _values(duty).items() if value},
        )
        duty.delete()


def move_duty(*, actor: User, duty: Duty, up: bool) -> None:
    """Change places with the neighbour in the same level; at the edge nothing happens."""
    with transaction.atomic():
        take_turns("people.chart")
        hold(duty)
        row = list(Duty.objects.filter(level=duty.level).order_by("order", "id"))
        at = row.index(duty)
        to = at - 1 if up else at + 1
        if not 0 <= to < len(row):
            return
        row[at], row[to] = row[to], row[at]
        for order, each in enumerate(row, start=1):
            each.order = order
        Duty.objects.bulk_update(row, ["order"])
        log(
            actor=actor,
            deed="people.move_duty",
            subject=duty,
            detail={"order": [at + 1, to + 1]},
        )


def _last(level: str) -> int:
    return Duty.objects.filter(level=level).aggregate(last=Max("order"))["last"] or 0


def _values(duty: Duty) -> dict[str, str]:
    return {
        "level": str(duty.level),
        "post": duty.post,
        "duties": duty.duties,
        "people": duty.people,
        "organisation": str(duty.organisation or ""),
    }
