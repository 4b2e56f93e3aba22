"""Between the web server and Django: nobody holds the threads by sending or reading slowly.

A thread that reads a request's body, or writes a file to a reader, waits for the network. Without
this, as many slow connections as there are threads would keep everybody else out. A proxy that
buffers does the same and more; this holds where there is none.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from itertools import chain
from threading import Lock
from typing import Any

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

SENDERS = 5  # bodies on their way at once in one process, of its 8 threads
OF_ONE_ADDRESS = 3
SMALL = 6 * 1024 * 1024  # a body read before Django is asked; larger ones are uploads
WHOLE = 8 * 1024 * 1024  # an answer made whole, which the server then sends without a thread
BUSY = (
    '<!doctype html><html lang="zh-hans"><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"><title>请稍候</title>'
    "<h1>正忙，请稍候</h1><p>同时提交的人太多，没有保存。请过几秒再提交一次。</p>"
    '<p lang="en">Too many people are sending at once, so nothing was saved. Please send it again '
    "in a few seconds.</p></html>"
).encode()


class SlowClients:
    """Wraps a WSGI application."""

    def __init__(self, application: Application, *, addresses_known: bool) -> None:
        self.application = application
        self.addresses_known = addresses_known  # behind a proxy all come from one address
        self._lock = Lock()
        self._sending: Counter[str] = Counter()

    def __call__(self, request: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        length = _length(request)
        if not length:
            return _whole(self.application(request, start_response))
        address = str(request.get("REMOTE_ADDR", "")) if self.addresses_known else ""
        if not self._enter(address):
            return _busy(start_response)
        try:
            if length > SMALL:
                return _whole(self.application(request, start_response))
            request["wsgi.input"] = BytesIO(b"".join(_read(request["wsgi.input"], length)))
        finally:
            self._leave(address)
        return _whole(self.application(request, start_response))

    def _enter(self, address: str) -> bool:
        with self._lock:
            full = self._sending.total() >= SENDERS
            if full or (self.addresses_known and self._sending[address] >= OF_ONE_ADDRESS):
                return False
            self._sending[address] += 1
            return True

    def _leave(self, address: str) -> None:
        with self._lock:
            self._sending[address] -= 1
            if not self._sending[address]:
                del self._sending[address]


def _length(request: Environ) -> int:
    text = str(request.get("CONTENT_LENGTH") or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def _read(source: Any, length: int) -> Iterator[bytes]:
    while length > 0 and (piece := source.read(length)):
        length -= len(piece)
        yield piece


def _busy(start_response: Callable[..., Any]) -> Iterable[bytes]:
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Length", str(len(BUSY))),
        ("Retry-After", "5"),
        ("Cache-Control", "no-store"),
        ("Content-Security-Policy", "default-src 'none'"),
        ("X-Content-Type-Options", "nosniff"),
    ]
    start_response("503 Service Unavailable", headers)
    return [BUSY]


def _whole(answer: Iterable[bytes]) -> Iterable[bytes]:
    """The answer in one piece, and everything it holds let go of; a large one as it comes."""
    pieces: list[bytes] = []
    size = 0
    rest = iter(answer)
    for piece in rest:
        pieces.append(piece)
        size += len(piece)
        if size > WHOLE:
            return _Large(chain(pieces, rest), answer)
    _close(answer)
    return [b"".join(pieces)]


class _Large:
    def __init__(self, pieces: Iterator[bytes], answer: Iterable[bytes]) -> None:
        self.pieces, self.answer = pieces, answer

    def __iter__(self) -> Iterator[bytes]:
        return self.pieces

    def close(self) -> None:
        _close(self.answer)


def _close(answer: Iterable[bytes]) -> None:
    close = getattr(answer, "close", None)
    if close is not None:
        close()
