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
    strikes = list(counting(now).filter(against(household, phone_print)).order_by("at").distinct())
    ends = [
        _end(strikes[i - network.strikes + 1 : i + 1], network)
        for i in range(network.strikes - 1, len(strikes))
    ]
    return max((end for end in ends if end is not None and end > now), default=None)


def counting(now: datetime | None = None) -> QuerySet[Strike]:
    """Strikes that count: neither lifted nor expired."""
    return Strike.objects.exclude(lifted=True).filter(expires_at__gt=now or timezone.now())


def may_appeal(strike: Strike) -> bool:
    """Not yet appealed, not decided, and in time."""
    until = strike.at + timedelta(days=network_rules().appeal_days)
    return not strike.appealed_at and strike.lifted is None and timezone.now() <= until


def against(household: Household | None, phone_print: str = "") -> Q:
    """Whose strikes: a family is known by its household and by its guardians' phones, a guest by a
    phone, which may be a guardian's; a strike that a guest got before the family had an account
    stays the family's."""
    whose = Q(phone_print=phone_print) if phone_print else Q()
    if household is not None:
        guardians = Guardian.objects.filter(household=household)
        whose |= Q(household=household)
    elif phone_print:
        own = Guardian.objects.filter(phone_print=phone_print).values("household")
        guardians = Guardian.objects.filter(household__in=own)
        whose |= Q(household__in=own)
    else:
        return Q(pk__in=[])
    return whose | Q(phone_print__in=guardians.values("phone_print"))


def _end(strikes: list[Strike], network: AttendanceRules) -> datetime | None:
    """When the pause of these strikes ends: after its days, or when one of them expires."""
    first, last = strikes[0], strikes[-1]
    if last.at - first.at > timedelta(days=network.within_days):
        return None
    return min(
        last.at + timedelta(days=network.pause_days), *(strike.expires_at for strike in strikes)
    )
