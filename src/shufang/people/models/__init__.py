"""The rows of this app."""

from shufang.people.models.api import ApiToken, IdempotencyKey
from shufang.people.models.family import (
    Attempt,
    Child,
    Consent,
    FamilyAccess,
    Guardian,
    Household,
    Invitation,
    OneTimeCode,
)
from shufang.people.models.reader_card import ReaderCard
from shufang.people.models.second_step import SecondStep
from shufang.people.models.staff import Duty, Membership, User

__all__ = [
    "ApiToken",
    "Attempt",
    "Child",
    "Consent",
    "Duty",
    "FamilyAccess",
    "Guardian",
    "Household",
    "IdempotencyKey",
    "Invitation",
    "Membership",
    "OneTimeCode",
    "ReaderCard",
    "SecondStep",
    "User",
]
