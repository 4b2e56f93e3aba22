"""Work that takes longer than a page may: looking at the files, and importing them.

Both may be started twice, after a crash for instance: the second time finds what is left to do.
How far they are stands in the run's progress file; "failed" in it asks somebody to try again.
"""

from collections.abc import Callable

from django_tasks import task

from shufang import lake
from shufang.intake import progress
from shufang.intake.actions.analyse import analyse
from shufang.intake.actions.commit_import import commit_import
from shufang.intake.actions.tidy_uploads import tidy_uploads
from shufang.intake.models import ImportRun

WAITING, FAILED = "waiting", "failed"


def begin_to_look(run: ImportRun) -> None:
    """Have the files looked at; the page shows how far it is."""
    progress.to_file(run.pk)(WAITING, 0, 0)
    look_at_files.enqueue(run.pk)


def begin_to_import(run: ImportRun, actor: str, account: str = "") -> None:
    """Have the planned rows imported in the name of `actor`, whose user name is `account`."""
    progress.to_file(run.pk)(WAITING, 0, 0)
    import_rows.enqueue(run.pk, actor, account)


@task()
def look_at_files(run_id: int) -> None:
    _work(run_id, lambda run: analyse(run=run))


@task()
def import_rows(run_id: int, actor: str, account: str = "") -> None:
    _work(run_id, lambda run: commit_import(run=run, actor=actor, account=account))
    lake.version()  # read what is new here, so that the next page of figures need not wait
    tidy_uploads()


def _work(run_id: int, work: Callable[[ImportRun], object]) -> None:
    run = _open(run_id)
    try:
        if run is not None:
            work(run)
    except BaseException as problem:
        if _open(run_id) is not None:
            progress.to_file(run_id)(FAILED, 0, 0)
            raise
        if not isinstance(problem, Exception):
            raise
    if _open(run_id) is None:
        progress.over(run_id)


def _open(run_id: int) -> ImportRun | None:
    """The run while there is something to do; None once it was dropped, imported or sent twice."""
    return ImportRun.objects.filter(pk=run_id, state=ImportRun.State.PREVIEW).first()
