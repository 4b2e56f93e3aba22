"""A task that a killed worker left behind is done after all, but not for ever."""

from typing import Any

import pytest
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from shufang.shared.requeue import GIVEN_UP, TRIES, requeue

pytestmark = pytest.mark.django_db


def left_behind(*workers: str, status: str = TaskResultStatus.RUNNING) -> Any:
    return DBTaskResult.objects.create(
        status=status,
        started_at=timezone.now(),
        args_kwargs={"args": [], "kwargs": {}},
        task_path="nowhere.task",
        worker_ids=list(workers),
        backend_name="default",
        run_after=timezone.now(),
        exception_class_path="",
        traceback="",
    )


def status_of(task: Any) -> str:
    task.refresh_from_db()
    return str(task.status)


def test_its_running_tasks_are_given_back() -> None:
    task = left_behind("ours")
    assert requeue("ours") == (1, 0)
    assert status_of(task) == TaskResultStatus.READY
    assert task.started_at is None
    assert task in DBTaskResult.objects.ready()


def test_the_tasks_of_another_living_worker_are_left_alone() -> None:
    task = left_behind("ours", "theirs")
    assert requeue("ours") == (0, 0)
    assert status_of(task) == TaskResultStatus.RUNNING


def test_finished_tasks_are_left_alone() -> None:
    task = left_behind("ours", status=TaskResultStatus.SUCCESSFUL)
    assert requeue("ours") == (0, 0)
    assert status_of(task) == TaskResultStatus.SUCCESSFUL


def test_a_task_that_keeps_killing_the_worker_is_given_up() -> None:
    task = left_behind(*["ours"] * TRIES)
    assert requeue("ours") == (0, 1)
    assert status_of(task) == TaskResultStatus.FAILED
    assert task.traceback == GIVEN_UP
    assert task.finished_at is not None
