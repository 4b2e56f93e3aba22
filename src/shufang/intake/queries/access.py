"""The only door to one import: fetch and check in one."""

from typing import Protocol

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from shufang.intake.models import ImportRun
from shufang.shared.roles import Role


class Account(Protocol):
    """What is asked of a signed-in person here, for the people live in an app above."""

    @property
    def pk(self) -> int: ...

    @property
    def is_superuser(self) -> bool: ...

    @property
    def roles(self) -> frozenset[Role]: ...


IMPORTERS = frozenset({Role.OPERATOR, Role.LIBRARY})


def runs_to_see(user: Account) -> QuerySet[ImportRun]:
    """What was imported is open to both sides of the contract; a preview to who prepares it."""
    if not user.roles & IMPORTERS:
        return ImportRun.objects.none()
    runs = ImportRun.objects.defer("result")
    if user.is_superuser:
        return runs
    unfinished = Q(state=ImportRun.State.PREVIEW)
    return runs.exclude(unfinished & ~Q(owner=user.pk) & Q(owner__isnull=False))


def run_to_see(user: Account, pk: int) -> ImportRun:
    return _found(runs_to_see(user).filter(pk=pk).first())


def run_to_change(user: Account, pk: int) -> ImportRun:
    """The run, for the person who brought it; of the command line's, for the operator."""
    run = run_to_see(user, pk)
    return _found(run if may_change(user, run) else None)


def may_change(user: Account, run: ImportRun) -> bool:
    if user.is_superuser:
        return True
    if run.owner is None:
        return Role.OPERATOR in user.roles
    return run.owner == user.pk and bool(user.roles & IMPORTERS)


def _found(run: ImportRun | None) -> ImportRun:
    if run is None:
        raise Http404(_("没有这次导入。"))
    return run
