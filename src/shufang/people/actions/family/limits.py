"""So often and no more: how many times something may be tried."""

from datetime import timedelta

from django.core.exceptions import ValidationError
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
