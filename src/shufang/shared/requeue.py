"""Tasks that a killed worker left behind.

django-tasks-db leaves them RUNNING for ever: nobody else takes a running task.
"""

from datetime import datetime

from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

TRIES = 3
GIVEN_UP = f"The worker died {TRIES} times in this task; it is not tried again."


def requeue(worker: str, *, now: datetime | None = None) -> tuple[int, int]:
    """Give the running tasks of the dead worker `worker` back to the queue.

    Call it only when no such worker lives. A task that killed its worker three times is marked as
    failed instead: it would keep the queue from moving for ever. Returns how many were given back
    and how many were given up.
    """
    back = given_up = 0
    for task in DBTaskResult.objects.running():
        if not task.worker_ids or task.worker_ids[-1] != worker:
            continue
        if len(task.worker_ids) < TRIES:
            task.status = TaskResultStatus.READY
            task.started_at = None
            back += 1
        else:
            task.status = TaskResultStatus.FAILED
            task.finished_at = now or timezone.now()
            task.exception_class_path = "builtins.RuntimeError"
            task.traceback = GIVEN_UP
            given_up += 1
        task.save(
            update_fields=[
                "status", "started_at", "finished_at", "exception_class_path", "traceback",
            ]
        )  # fmt: skip
    return back, given_up
