"""So often and no more: how many times something may be tried.

The tries are rows: they count for every server process together.
"""

from collections.abc import Mapping
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import ngettext

from shufang.people.models import Attempt
from shufang.shared.holding import take_turns

KEPT = timedelta(days=1)


class TooOftenError(ValidationError):
    """The limit is reached; the message says for how long."""


def spend(*, use: str, key: str, most: int, within: timedelta) -> None:
    """Write one attempt of this use by this key; inside a transaction.

    Refused (`TooOftenError`, with the time to wait): more than `most` of them within that time.
    """
    take_turns(f"attempt {use} {key}")
    now = timezone.now()
    recent = Attempt.objects.filter(use=use, key=key, at__gt=now - within).order_by("-at")
    times = list(recent.values_list("at", flat=True)[:most])
    if len(times) >= most:
        raise TooOftenError(_wait((times[-1] + within - now).total_seconds()), code="too_often")
    Attempt.objects.create(use=use, key=key, at=now)


def over_limit(*, use: str, limits: Mapping[str, int], within: timedelta) -> bool:
    """Write one try by each key; whether that was too much for one of them (then it is not kept).

    For where many come at once: outside a transaction nobody waits, and however many try in the
    same moment, no more pass than may, for each is written before it is counted.
    """
    now = timezone.now()
    tries = Attempt.objects.bulk_create(Attempt(use=use, key=key, at=now) for key in limits)
    recent = Attempt.objects.filter(use=use, key__in=limits, at__gt=now - within)
    counted = recent.order_by().values_list("key").annotate(Count("pk"))
    over = any(count > limits[key] for key, count in counted)
    if over:
        Attempt.objects.filter(pk__in=[one.pk for one in tries]).delete()
    return over


def used_up(*, use: str, most: int, within: timedelta) -> frozenset[str]:
    """The keys that have no try left."""
    recent = Attempt.objects.filter(use=use, at__gt=timezone.now() - within)
    counted = recent.order_by().values_list("key").annotate(Count("pk"))
    return frozenset(key for key, count in counted if count >= most)


def forgive(*, use: str, key: str) -> None:
    """Forget the attempts: the last one was right."""
    Attempt.objects.filter(use=use, key=key).delete()


def _wait(seconds: float) -> str:
    if seconds <= 90:
        left = max(1, round(seconds))
        return ngettext(
            "试得太快了，请在 %(n)s 秒后再试。", "试得太快了，请在 %(n)s 秒后再试。", left
        ) % {"n": left}
    left = -(-int(seconds) // 60)
    return ngettext(
        "试得太多了，请在 %(n)s 分钟后再试。", "试得太多了，请在 %(n)s 分钟后再试。", left
    ) % {"n": left}
