"""Who is told something about an activity, and by what way; also as a list before it is sent."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from shufang.activities.choices import COUNTING_ON_IT, Stage, State
from shufang.activities.models import Activity, Registration
from shufang.activities.queries.contact import address_of
from shufang.activities.queries.promoting.reminding import (
    CALLED_OFF,
    DAY_BEFORE,
    MOVED,
    SAME_DAY,
    reminders_of,
    version_of,
)
from shufang.outbox.choices import Status
from shufang.outbox.models import Message
from shufang.outbox.templates import template
from shufang.shared.models import subject_key


@dataclass(frozen=True)
class Recipient:
    """One party: what staff need to know of it, the phone's last four at most."""

    registration: Registration
    reachable: bool
    told: str  # the state of the message, where there is one


@dataclass(frozen=True)
class Notice:
    """One kind of notice of an activity, as it would go out now."""

    template: str
    name: str
    moment: datetime | None  # none: at once, when it happens
    recipients: list[Recipient]

    @property
    def reachable(self) -> int:
        return sum(recipient.reachable for recipient in self.recipients)


def counting_on(activity: Activity) -> list[Registration]:
    """Who is told when it moves or is called off."""
    return list(
        Registration.objects.filter(activity=activity, stage__in=COUNTING_ON_IT).select_related(
            "household"
        )
    )


def notices(activity: Activity) -> list[Notice]:
    """Every notice of this activity with those who would get it, were it sent now."""
    if activity.state != State.SCHEDULED:
        return []
    all_parties = counting_on(activity)
    seated = [party for party in all_parties if party.stage == Stage.CONFIRMED]
    moments = {due.template: due.moment for due in reminders_of(activity)}
    now = timezone.now()
    found = []
    for code, parties in (
        (DAY_BEFORE, seated),
        (SAME_DAY, seated),
        (MOVED, all_parties),
        (CALLED_OFF, all_parties),
    ):
        moment = moments.get(code)
        if code in (DAY_BEFORE, SAME_DAY) and moment is None:
            continue
        before = moment or now
        wanted = [party for party in parties if party.changed_at <= max(before, now)]
        kind = template(code)
        name = str(kind.name) if kind else code
        found.append(Notice(code, name, moment, _recipients(activity, code, wanted)))
    return found


def _recipients(activity: Activity, code: str, parties: list[Registration]) -> list[Recipient]:
    version = version_of(activity) if code in (DAY_BEFORE, SAME_DAY) else activity.sequence
    states = dict(
        Message.objects.filter(
            template=code, version=version, subject__in=[subject_key(party) for party in parties]
        ).values_list("subject", "status")
    )
    return [
        Recipient(
            party,
            address_of(party) is not None,
            str(Status(states[key]).label) if (key := subject_key(party)) in states else "",
        )
        for party in parties
    ]
