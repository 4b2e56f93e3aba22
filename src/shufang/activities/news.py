"""What other apps, and other parts of this one, may hear of; `config/wiring.py` says who does.

Each is announced inside the transaction that made it (docs/decisions/0005).
"""

from dataclasses import dataclass

from shufang.activities.models import Activity, CheckIn, Registration


@dataclass(frozen=True)
class Registered:
    """A party wishes to come."""

    registration: Registration


@dataclass(frozen=True)
class StageChanged:
    """A registration has moved; `before` is the stage it left."""

    registration: Registration
    before: str


@dataclass(frozen=True)
class SignedIn:
    """A household is there."""

    check_in: CheckIn


@dataclass(frozen=True)
class ActivityPublished:
    """Readers may see the activity from now on."""

    activity: Activity


@dataclass(frozen=True)
class ActivityMoved:
    """An approved activity has another time or place."""

    activity: Activity


@dataclass(frozen=True)
class ActivityCancelled:
    """An activity will not be held."""

    activity: Activity


@dataclass(frozen=True)
class ActivityRestored:
    """An activity that was called off by mistake will be held after all."""

    activity: Activity


@dataclass(frozen=True)
class ActivityClosed:
    """An activity's review is done."""

    activity: Activity
