"""Parties by the last four digits of a phone number: for tablets and guests' phones.

Only the activity's own registrations are looked at; a name is masked; nothing is listed without
four digits, and whoever tries one number after another is stopped.
"""

import unicodedata
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from shufang.activities.choices import Stage
from shufang.activities.models import Activity, Registration
from shufang.activities.queries.signing_in.roster import ON_THE_LIST
from shufang.activities.queries.words import masked_name
from shufang.people.actions.family.limits import over_limit
from shufang.shared.secrets import blind

TRIES, WITHIN = 12, timedelta(minutes=1)  # so many looks from one device in so long
TRIES_OF_ALL = 120  # of everybody at one activity: more than a full room needs


class TooManyTriesError(Exception):
    """This device has asked too often; its words are for the person in front of it."""


@dataclass(frozen=True)
class Match:
    """One party, as much of it as a stranger in the room may see."""

    registration: int
    name: str  # 张＊
    adults: int
    children: int
    arrived: bool


def by_last_four(activity: Activity, digits: str, *, device: str) -> list[Match]:
    """The parties whose phone ends in these four digits; none for anything but four digits.

    `device` names who asks, such as "tablet 3" or a browser's number. Raises `TooManyTriesError`.
    """
    digits = four_digits(digits)
    if not digits:
        return []
    _refuse_guessing(activity, device)
    found = (
        Registration.objects.filter(activity=activity, stage__in=ON_THE_LIST)
        .filter(Q(last_four=digits) | Q(household__guardians__last_four=digits))
        .distinct()
        .order_by("number", "pk")
    )
    return [
        Match(
            party.pk,
            masked_name(party.name) or "＊",
            party.adults,
            party.children,
            party.stage == Stage.ATTENDED,
        )
        for party in found
    ]


def four_digits(text: str) -> str:
    """The four digits, full-width ones too; "" for anything else."""
    plain = unicodedata.normalize("NFKC", text).strip()
    return plain if len(plain) == 4 and plain.isascii() and plain.isdigit() else ""


def knows_digits(registration: Registration, digits: str, *, device: str) -> bool:
    """Whether these are the last four digits of the party's phone; each wrong answer is a try.
    Raises `TooManyTriesError`."""
    digits = four_digits(digits)
    right = bool(digits) and (
        registration.last_four == digits
        or (
            registration.household is not None
            and registration.household.guardians.filter(last_four=digits).exists()
        )
    )
    if not right:
        _refuse_guessing(registration.activity, device)
    return right


def _refuse_guessing(activity: Activity, device: str) -> None:
    """Few tries for one device, and so many for all: a browser that forgets its number is new."""
    own = f"{activity.pk}:{blind(device, 'door device')[:20]}"
    limits = {own: TRIES, f"{activity.pk}:all": TRIES_OF_ALL}
    if over_limit(use="last_four", limits=limits, within=WITHIN):
        raise TooManyTriesError(_("查得太快了，请等一分钟，或找工作人员签到。"))
