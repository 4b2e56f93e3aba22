"""Parties as they stand in the database, for tests of what follows from them."""

from itertools import count
from typing import Any

from django.db.models import F

from shufang.activities.choices import SEATED, Stage
from shufang.activities.models import Activity, Registration, Rules
from shufang.activities.models.registration import PHONE
from shufang.people.models import Household
from shufang.people.models.family import phone_print
from shufang.shared.secrets import fingerprint, new_token, seal

_numbers = count(1)


def party(
    activity: Activity,
    name: str = "周家",
    *,
    household: Household | None = None,
    stage: str = Stage.CONFIRMED,
    adults: int = 1,
    children: int = 1,
    phone: str = "",
    **fields: Any,
) -> Registration:
    """A party as it stands in the database, with its place in the rules' figures."""
    rules = Rules.objects.filter(activity=activity).first()
    takes = fields.pop("takes", 1)
    registration = Registration.objects.create(
        activity=activity,
        household=household,
        name=name,
        stage=stage,
        number=next(_numbers),
        adults=adults,
        children=children,
        takes=takes,
        token=fingerprint(new_token()),
        phone_sealed=seal(phone, PHONE),
        phone_print=phone_print(phone) if phone else "",
        last_four=phone[-4:],
        **fields,
    )
    if rules and stage in SEATED:
        Rules.objects.filter(pk=rules.pk).update(taken=F("taken") + takes)
    if rules and stage == Stage.WAITING:
        Rules.objects.filter(pk=rules.pk).update(waiting=F("waiting") + takes)
    return registration
