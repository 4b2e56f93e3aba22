"""Erase everything personal about a family."""

import json
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from shufang.outbox.actions.forget import forget
from shufang.people import family_data
from shufang.people.models import Attempt, Guardian, Household, IdempotencyKey, OneTimeCode
from shufang.shared.holding import hold
from shufang.shared.models import LogEntry, log, subject_key
from shufang.shared.secrets import fingerprint, new_token


def erase_family(*, household: Household) -> None:
    """Names, numbers, nicknames, answers, links and addresses go, in every app and in the outbox.

    What was counted stays: the household remains as a number without anybody in it, with its
    consents (which text was agreed to when) and the lines of who looked. It can't be undone.
    """
    with transaction.atomic():
        hold(household)
        for source in family_data.sources():
            source.erase(household)
        guardians = list(household.guardians.all())
        _forget_answers(household, guardians)
        for guardian in guardians:
            forget_guardian(guardian)
        forget_labels([household, *guardians, *household.children.all()])
        household.invitations.all().delete()
        household.children.all().delete()
        household.cards.all().delete()
        household.guardians.all().delete()
        household.name, household.town = "", None
        household.code, household.code_sealed = fingerprint(new_token()), ""
        household.erased_at = timezone.now()
        household.save()
        log(actor="family", deed="people.erase_family", subject=household)


def forget_guardian(guardian: Guardian) -> None:
    """The traces of a guardian's number and addresses outside the row itself."""
    forget(channel="sms", value=guardian.phone)
    if guardian.email:
        forget(channel="email", value=guardian.email)
    OneTimeCode.objects.filter(phone_print=guardian.phone_print).delete()
    Attempt.objects.filter(key=guardian.phone_print).delete()


def _forget_answers(household: Household, guardians: list[Guardian]) -> None:
    """What programs were answered is kept for a while, to be answered again: not about them."""
    names = {household.name, *(guardian.name for guardian in guardians)}
    names |= {guardian.phone for guardian in guardians}
    names |= set(household.children.values_list("nickname", flat=True))
    for row in IdempotencyKey.objects.exclude(answer={}).iterator():
        said = json.dumps(row.answer, ensure_ascii=False)
        if any(name in said for name in names - {""}):
            row.answer = {}
            row.save(update_fields=["answer"])


def forget_labels(rows: Iterable[Model]) -> None:
    """The log keeps that something was done to these rows, without what they were called."""
    keys = [subject_key(row) for row in rows]
    LogEntry.objects.filter(subject__in=keys).update(label="", reason="", detail={})
