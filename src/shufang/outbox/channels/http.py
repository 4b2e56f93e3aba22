"""A request to a provider: to the address in the settings and nowhere else.

Redirects are not followed and no proxy of the environment is asked, so nothing that a message
holds decides where we connect. Plain http is for a stand-in on this machine only.
"""

from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from shufang.outbox.channels.carrier import LaterError, RefusedError, UnsureError
from shufang.outbox.choices import Problem

TIMEOUT = 10  # seconds; far below the time after which a claimed message counts as left behind
MOST = 64 * 1024  # bytes of an answer that are read
HERE = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes


def is_safe(url: str) -> bool:
    """https, or a stand-in on this machine."""
    parts = urlsplit(url)
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in HERE)
    )


def post(url: str, body: bytes, headers: dict[str, str]) -> Answer:
    """Send; `LaterError` where nothing left this machine, `UnsureError` where no answer came."""
    if not is_safe(url):
        raise RefusedError(Problem.NOT_SET_UP, "https")
    parts = urlsplit(url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=TIMEOUT)
    try:
        try:
            connection.connect()
        except OSError as error:
            raise LaterError(Problem.UNREACHABLE) from error
        try:
            target = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
            connection.request("POST", target, body, headers)
            response = connection.getresponse()
            return Answer(response.status, response.read(MOST))
        except (OSError, HTTPException) as error:
            raise UnsureError(Problem.NO_ANSWER) from error
    finally:
        connection.close()


def judge(answer: Answer) -> None:
    """What a status means: sent, try later, never, or nobody knows."""
    status = answer.status
    if 200 <= status < 300:
        return
    if status in (429, 503):
        raise LaterError(Problem.BUSY, status)
    if status >= 500:
        raise UnsureError(Problem.NO_ANSWER, status)
    raise RefusedError(Problem.REFUSED, status)
