"""One request at a time is worked on in a web process; many may be waited for.

Threads of one process hinder each other while they compute: with a turnstile a full room signs in
half as fast again (`benchmarks/sign_in.py`). But eight slow phones must not keep everybody else out
either. So there are threads enough for those who send and read slowly, and a turnstile in front of
the work.
"""

from collections.abc import Callable, Iterable
from io import BytesIO
from threading import Semaphore
from typing import Any

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

SMALL = 64 * 1024  # bytes of a form; what is larger is read while it is worked on
PATIENCE = 0.25  # seconds; then the one inside is busy with something long


class Turnstile:
    """A WSGI application that lets one request at a time into another."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.inside = Semaphore()

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        if not _take_in(environ):
            return self.application(environ, start_response)
        entered = self.inside.acquire(timeout=PATIENCE)
        try:
            return self.application(environ, start_response)
        finally:
            if entered:
                self.inside.release()


def _take_in(environ: dict[str, Any]) -> bool:
    """Read a small form before it is worked on, however slowly it comes; false for a larger one,
    or one of unknown length, which waits for nobody and keeps nobody waiting."""
    length = environ.get("CONTENT_LENGTH") or ("" if "HTTP_TRANSFER_ENCODING" in environ else "0")
    if not length.isascii() or not length.isdigit() or int(length) > SMALL:
        return False
    left, parts = int(length), []
    while left and (part := environ["wsgi.input"].read(left)):
        parts.append(part)
        left -= len(part)
    environ["wsgi.input"] = BytesIO(b"".join(parts))
    return True
