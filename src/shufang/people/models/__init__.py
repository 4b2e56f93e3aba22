"""The rows of this app."""

from shufang.people.models.family import (
    Child,
    Consent,
    FamilyAccess,
    Guardian,
    Household,
    OneTimeCode,
)
from shufang.people.models.staff import Duty, Membership, User

__all__ = [
    "Child",
    "Consent",
    "Duty",
    "FamilyAccess",
    "Guardian",
    "Household",
    "Membership",
    "OneTimeCode",
    "User",
]
