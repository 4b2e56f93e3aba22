"""What has to happen by the clock: offers run out, reminders fall due, holds end.

Apps register jobs in `AppConfig.ready()`; the worker of `shufang run` does those that are due, and
`shufang tick` where the parts are started one by one. A job may be killed at any moment and run
twice: it changes what is due in a transaction of its own and nothing else.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import NoReturn

from django.db import close_old_connections

PAUSE = 2.0  # seconds between two looks at the clock
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """One thing done again and again; the code names it, such as "activities.expire_offers"."""

    code: str
    every: timedelta
    do: Callable[[], object]


_jobs: dict[str, Job] = {}


def add(code: str, every: timedelta, do: Callable[[], object]) -> None:
    """Have `do` called about every so often; the same code again replaces it."""
    _jobs[code] = Job(code, every, do)


def jobs() -> list[Job]:
    return sorted(_jobs.values(), key=lambda job: job.code)


def run_due(last: dict[str, float]) -> int:
    """Run the jobs that are due and remember when; gives how many ran.

    One that fails is logged by its name alone (an error's text may hold somebody's data) and tried
    again at its next time.
    """
    ran = 0
    for job in jobs():
        now = time.monotonic()
        if now - last.get(job.code, float("-inf")) < job.every.total_seconds():
            continue
        last[job.code] = now
        ran += 1
        try:
            job.do()
        except Exception as error:
            logger.error("%s failed: %s", job.code, type(error).__name__)
    return ran


def watch_the_clock() -> NoReturn:
    """Do what is due, for ever."""
    last: dict[str, float] = {}
    while True:
        close_old_connections()
        run_due(last)
        time.sleep(PAUSE)
