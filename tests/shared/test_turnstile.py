"""Requests are worked on one at a time, and nobody who is slow keeps the others out."""

import time
from collections.abc import Callable, Iterable
from io import BytesIO
from threading import Event, Lock, Thread
from typing import Any

import pytest

from shufang.shared.turnstile import SMALL, Turnstile


class Site:
    """An application that counts who is inside, and stays there as long as it is told."""

    def __init__(self) -> None:
        self.inside, self.most, self.bodies = 0, 0, [b""]
        self.lock, self.go_on, self.somebody = Lock(), Event(), Event()

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        with self.lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
            self.somebody.set()
        time.sleep(0.005)  # long enough for another thread to come in, too, where it may
        if environ["PATH_INFO"] == "/long/":
            self.go_on.wait(20)
        if environ["PATH_INFO"] == "/broken/":
            raise RuntimeError("a mistake of ours")
        self.bodies.append(environ["wsgi.input"].read())
        with self.lock:
            self.inside -= 1
        return [b"done"]


def ask(site: Turnstile, path: str = "/", body: bytes = b"", **more: str) -> Iterable[bytes]:
    environ = {"PATH_INFO": path, "CONTENT_LENGTH": str(len(body)), "wsgi.input": BytesIO(body)}
    return site(environ | more, lambda *_: None)


def test_one_at_a_time_is_worked_on() -> None:
    site = Site()
    turnstile = Turnstile(site)
    threads = [Thread(target=ask, args=(turnstile,)) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (site.most, len(site.bodies)) == (1, 13)


def test_something_long_keeps_the_others_out_for_a_moment_only() -> None:
    site = Site()
    turnstile = Turnstile(site)
    long = Thread(target=ask, args=(turnstile, "/long/"))
    long.start()
    site.somebody.wait(20)
    assert ask(turnstile) == [b"done"]
    assert site.inside == 1
    site.go_on.set()
    long.join()


def test_a_mistake_leaves_the_way_free() -> None:
    turnstile = Turnstile(Site())
    with pytest.raises(RuntimeError):
        ask(turnstile, "/broken/")
    assert turnstile.inside.acquire(blocking=False)


@pytest.mark.parametrize("size", [0, 1, SMALL, SMALL + 1])
def test_what_was_sent_arrives_whole(size: int) -> None:
    site = Site()
    ask(Turnstile(site), body=b"x" * size)
    assert site.bodies[-1] == b"x" * size


@pytest.mark.parametrize("length", ["", "-1", "many", str(SMALL + 1), "９"])
def test_a_large_or_unknown_body_waits_for_nobody(length: str) -> None:
    turnstile = Turnstile(Site())
    assert turnstile.inside.acquire(blocking=False)
    more = {"CONTENT_LENGTH": length, "HTTP_TRANSFER_ENCODING": "chunked"}
    assert ask(turnstile, body=b"12345", **more) == [b"done"]
    assert not turnstile.inside.acquire(blocking=False)
