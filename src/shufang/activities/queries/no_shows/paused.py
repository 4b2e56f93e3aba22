"""Which strikes count, and until when a family may not register.

Nothing is stored of a pause: it follows from the strikes that count today, so that lifting one
ends it at once.
"""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from shufang.activities.models import AttendanceRules, Strike
from shufang.activities.queries.no_shows.rules import network_rules
from shufang.people.models import Guardian, Household


def paused_until(household: Household | None, phone_print: str = "") -> datetime | None:
    """When this family, or this phone, may register again; None: it may now."""
    network = network_rules()
    if not network.strikes:
        return None
    now = timezone.now()
    strikes = list(counting(now).filter(_of(household, phone_print)).order_by("at").distinct())
    ends = [
        _end(strikes[i - network.strikes + 1 : i + 1], network)
        for i in range(network.strikes - 1, len(strikes))
    ]
    return max((end for end in ends if end is not None and end > now), default=None)


def counting(now: datetime | None = None) -> QuerySet[Strike]:
    """Strikes that count: neither lifted nor expired."""
    return Strike.objects.exclude(lifted=True).filter(expires_at__gt=now or timezone.now())


def strikes_of(household: Household | None, phone_print: str = "") -> QuerySet[Strike]:
    """All that stand or stood against this family or phone, the latest first."""
    return (
        Strike.objects.filter(_of(household, phone_print))
        .select_related("registration__activity__site")
        .distinct()
    )


def may_appeal(strike: Strike) -> bool:
    """Not yet appealed, not decided, and in time."""
    until = strike.at + timedelta(days=network_rules().appeal_days)
    return not strike.appealed_at and strike.lifted is None and timezone.now() <= until


def _of(household: Household | None, phone_print: str) -> Q:
    """A family is known by its household and by its guardians' phones, a guest by a phone; a
    strike that a guest got before the family had an account stays the family's."""
    phones = {phone_print} - {""}
    whose = Q()
    if household is not None:
        guardians = Guardian.objects.filter(household=household)
        phones |= set(guardians.values_list("phone_print", flat=True))
        whose |= Q(household=household)
    if phones:
        whose |= Q(phone_print__in=phones)
    return whose or Q(pk__in=[])


def _end(strikes: list[Strike], network: AttendanceRules) -> datetime | None:
    """When the pause of these strikes ends: after its days, or when one of them expires."""
    first, last = strikes[0], strikes[-1]
    if last.at - first.at > timedelta(days=network.within_days):
        return None
    return min(
        last.at + timedelta(days=network.pause_days), *(strike.expires_at for strike in strikes)
    )
