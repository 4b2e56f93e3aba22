"""Record, correct or remove how many loans, visits or new cards a room had."""

from dataclasses import asdict, dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.circulation.choices import Span
from shufang.circulation.models import PeriodCount
from shufang.lake import touch
from shufang.people.models import User
from shufang.places.models import Site
from shufang.shared.changes import beginnings, change, differences, written
from shufang.shared.holding import hold
from shufang.shared.models import log
from shufang.shared.period import next_month
from shufang.shared.reasons import refuse_without

EARLIEST = date(1990, 1, 1)  # figures are asked for from this year on


@dataclass(frozen=True)
class CountDetails:
    """What was counted and how; an empty value means that nobody counted."""

    value: int | None
    method: str
    estimated: bool


def record_count(
    *, actor: User, counted: str, site: Site, span: str, day: date, details: CountDetails
) -> PeriodCount:
    """Add a day's or a month's count; a month's lies on its 16th.

    Refused (ValidationError): a day or month to come, the same count twice, and days beside a whole
    month of the same room, for they would be added up twice.
    """
    _refuse_day(day.replace(day=1) if span == Span.MONTH else day)
    if span == Span.MONTH:
        day = day.replace(day=16)
    with transaction.atomic():
        hold(site)  # sent twice, the second one sees the first
        _refuse_second(counted, site, span, day)
        count = PeriodCount.objects.create(
            counted=counted, site=site, span=span, day=day, **asdict(details)
        )
        detail = beginnings(asdict(details))
        log(actor=actor, deed="circulation.record_count", subject=count, detail=detail)
        touch(counted, day)
    return count


def correct_count(
    *, actor: User, count: PeriodCount, details: CountDetails, reason: str
) -> dict[str, list[str]]:
    """Change a count and say why; gives field -> [before, after], empty when nothing differs."""
    with transaction.atomic():
        hold(count)
        changes = differences(count, asdict(details))
        if not changes:
            return {}
        reason = refuse_without(reason)
        change(count, asdict(details))
        count.changed_at = timezone.now()
        count.save()
        log(
            actor=actor,
            deed="circulation.correct_count",
            subject=count,
            reason=reason,
            detail=changes,
        )
        touch(count.counted, count.day)
    return changes


def remove_count(*, actor: User, count: PeriodCount, reason: str) -> None:
    """Delete a count that was recorded by mistake; the log keeps what it said and why it went."""
    reason = refuse_without(reason)
    with transaction.atomic():
        hold(count)
        said = {f: [written(getattr(count, f)), ""] for f in ("day", "value", "method")}
        log(actor=actor, deed="circulation.remove_count", subject=count, reason=reason, detail=said)
        touch(count.counted, count.day)
        count.delete()


def _refuse_day(day: date) -> None:
    if day > timezone.localdate():
        raise ValidationError({"day": _("这一天还没有到，请检查日期。")})
    if day < EARLIEST:
        raise ValidationError({"day": _("日期早于 1990 年，请检查年份。")})


def _refuse_second(counted: str, site: Site, span: str, day: date) -> None:
    there = PeriodCount.objects.filter(
        counted=counted, site=site, day__gte=day.replace(day=1), day__lt=next_month(day)
    )
    if there.filter(span=span, day=day).exists():
        raise ValidationError({"day": _("这一项已经有记录，请打开那一条更正。")})
    if there.exclude(span=span).exists():
        raise ValidationError(
            {"day": _("这间书房这个月已有按日或按月的另一种记录，两种不能并存，否则会重复计算。")}
        )
