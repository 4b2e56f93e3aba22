"""Those who did not come: the rules in words, and who is paused until when.

Nothing is stored of a pause: it follows from the strikes that count today, so that lifting one
ends it at once.
"""

from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shufang.activities.models import AttendanceRules, Rules, Strike
from shufang.people.models import Guardian, Household


def network_rules() -> AttendanceRules:
    """The one row of the network; as shipped where nobody has changed it."""
    return AttendanceRules.objects.order_by("pk").first() or AttendanceRules()


def rules_text(rules: Rules | None = None) -> list[str]:
    """What happens to those who don't come, as sentences for the page where people register;
    with an activity's rules also what it asks and releases."""
    said = []
    if rules is not None and rules.reconfirm_hours:
        said.append(
            _("开始前 %(hours)s 小时会发消息问还来不来；不回复，名额照样保留。")
            % {"hours": rules.reconfirm_hours}
        )
    if rules is not None and rules.release_minutes:
        said.append(
            _("开始 %(minutes)s 分钟后还没签到，名额让给候补和现场的家庭。")
            % {"minutes": rules.release_minutes}
        )
    network = network_rules()
    if network.strikes:
        said.append(
            ngettext(
                "报了名没来、也没取消，记一次未到，暂停报名 %(pause)s 天。",
                "报了名没来、也没取消，记一次未到；%(within)s 天内满 %(strikes)s 次，"
                "暂停报名 %(pause)s 天。",
                network.strikes,
            )
            % {
                "within": network.within_days,
                "strikes": network.strikes,
                "pause": network.pause_days,
            }
        )
        said.append(
            _("一次记录保留 %(kept)s 天；有原因的，%(appeal)s 天内可以申诉。")
            % {"kept": network.strike_days, "appeal": network.appeal_days}
        )
    return said


def paused_until(household: Household | None, phone_print: str = "") -> date | None:
    """The last day on which this family, or this phone, may not register; None: it may."""
    network = network_rules()
    if not network.strikes:
        return None
    now = timezone.now()
    strikes = list(counting(now).filter(_of(household, phone_print)).order_by("at").distinct())
    ends = [
        _end(strikes[i - network.strikes + 1 : i + 1], network)
        for i in range(network.strikes - 1, len(strikes))
    ]
    last = max((end for end in ends if end is not None and end > now), default=None)
    return timezone.localdate(last - timedelta(microseconds=1)) if last else None


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
