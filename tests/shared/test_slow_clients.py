"""Slow senders and slow readers leave threads for everybody else."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from threading import Event
from typing import Any

import pytest

from shufang.shared import slow_clients
from shufang.shared.slow_clients import OF_ONE_ADDRESS, SENDERS, SMALL, SlowClients


class Stalled:
    """A body of which nothing comes until it is let go."""

    def __init__(self) -> None:
        self.go_on, self.asked = Event(), Event()

    def read(self, size: int = -1) -> bytes:
        self.asked.set()
        self.go_on.wait(10)
        return b""


def echo(request: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response("200 OK", [])
    return [request["wsgi.input"].read() if request.get("CONTENT_LENGTH") else b"page"]


def ask(
    site: SlowClients, body: Any = b"", *, address: str = "10.0.0.1", length: int | None = None
) -> tuple[str, bytes]:
    said: list[str] = []
    source = BytesIO(body) if isinstance(body, bytes) else body
    size = length if length is not None else len(body) if isinstance(body, bytes) else 9
    request = {"CONTENT_LENGTH": str(size or ""), "wsgi.input": source, "REMOTE_ADDR": address}
    answer = site(request, lambda status, headers: said.append(status))
    return said[0], b"".join(answer)


@pytest.mark.parametrize("addresses", [["10.0.0.1"] * OF_ONE_ADDRESS, list("abcde")])
def test_slow_senders_keep_nobody_from_reading(addresses: list[str]) -> None:
    site = SlowClients(echo, addresses_known=True)
    bodies = [Stalled() for _ in addresses]
    with ThreadPoolExecutor(len(addresses)) as pool:
        sent = [
            pool.submit(ask, site, body, address=address)
            for body, address in zip(bodies, addresses, strict=True)
        ]
        for body in bodies:
            assert body.asked.wait(5)
        assert ask(site) == ("200 OK", b"page")
        status, page = ask(site, b"a=1", address=addresses[0])
        assert status == "503 Service Unavailable"
        assert "正忙" in page.decode()
        if len(set(addresses)) == 1:
            assert ask(site, b"a=1", address="10.0.0.2") == ("200 OK", b"a=1")
        for body in bodies:
            body.go_on.set()
        for done in sent:
            done.result()
    assert ask(site, b"a=1", address=addresses[0]) == ("200 OK", b"a=1")


def test_behind_a_proxy_all_share_one_address() -> None:
    site = SlowClients(echo, addresses_known=False)
    bodies = [Stalled() for _ in range(OF_ONE_ADDRESS)]
    with ThreadPoolExecutor(SENDERS) as pool:
        for body in bodies:
            pool.submit(ask, site, body)
            body.asked.wait(5)
        assert ask(site, b"a=1") == ("200 OK", b"a=1")
        for body in bodies:
            body.go_on.set()


def test_a_place_is_given_back_when_something_breaks() -> None:
    class Broken:
        def read(self, size: int = -1) -> bytes:
            raise OSError

    site = SlowClients(echo, addresses_known=True)
    for _ in range(SENDERS + 1):
        with pytest.raises(OSError):
            ask(site, Broken())
    assert ask(site, b"a=1")[0] == "200 OK"


def test_a_large_body_goes_through_as_it_comes() -> None:
    assert ask(SlowClients(echo, addresses_known=True), b"x" * 10, length=SMALL + 1)[1] == b"x" * 10


@pytest.mark.parametrize("length", ["-1", "abc", "１２", "9" * 20])
def test_a_length_that_is_none_is_left_to_django(length: str) -> None:
    site = SlowClients(lambda request, _start: [b"page"], addresses_known=True)
    request = {"CONTENT_LENGTH": length, "wsgi.input": Stalled(), "REMOTE_ADDR": "a"}
    assert list(site(request, lambda *_: None)) == [b"page"]


def test_an_answer_is_made_whole_and_let_go_of(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the server sends it without a thread of ours; what is large comes in pieces."""

    class Answer:
        closed = False

        def __iter__(self) -> Iterator[bytes]:
            return iter([b"ab", b"cd", b"ef"])

        def close(self) -> None:
            self.closed = True

    small, large = Answer(), Answer()
    answers = iter([small, large])
    site = SlowClients(lambda request, _start: next(answers), addresses_known=True)
    assert site({}, lambda *_: None) == [b"abcdef"]
    assert small.closed
    monkeypatch.setattr(slow_clients, "WHOLE", 3)
    streamed = site({}, lambda *_: None)
    assert not large.closed
    assert b"".join(streamed) == b"abcdef"
    streamed.close()  # type: ignore[attr-defined]
    assert large.closed
