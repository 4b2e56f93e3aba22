"""What `people` tells other apps, inside the transaction that made it so (config/wiring.py)."""

from dataclasses import dataclass

from shufang.people.models import Guardian, Household


@dataclass(frozen=True)
class PhoneProven:
    """Whoever signed in holds this phone number: what a guest registered with it is theirs."""

    guardian: Guardian


@dataclass(frozen=True)
class GuardianLeft:
    """Somebody is no longer of this household: what shows where it comes and goes must end."""

    household: Household
