"""Two people at once, without luck: one is about to commit while the other begins."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

from django.db import connection, transaction


@contextmanager
def meanwhile(deed: Callable[[], object]) -> Iterator[None]:
    """`deed` has been done in a transaction of somebody else, which commits during the body.

    What the body reads before it writes is therefore out of date: it must wait for the other one
    and look again. Needs a test with real transactions.
    """
    begun, go_on = Event(), Event()

    def do() -> None:
        try:
            with transaction.atomic():
                deed()
                begun.set()
                go_on.wait(0.5)
        finally:
            begun.set()
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(do)
        begun.wait(10)
        try:
            yield
        finally:
            go_on.set()
            other.result()
