"""What every carrier is given, and the three ways in which it may fail."""

from dataclasses import dataclass
from typing import Protocol

from shufang.outbox.choices import Problem


@dataclass(frozen=True)
class Parcel:
    """One message to one address; `key` is its own id, the same on every try."""

    key: str
    to: str
    title: str
    body: str
    link: str
    language: str

    @property
    def whole(self) -> str:
        """Body and link, for channels without a place for the link."""
        return self.body if not self.link or self.link in self.body else f"{self.body} {self.link}"


class Carrier(Protocol):
    idempotent: bool  # asked twice with the same key, it delivers once

    def carry(self, parcel: Parcel) -> None:
        """Deliver, or raise one of the errors below."""


class NotSentError(Exception):
    """It did not work; `code` is the provider's own, never anybody's data."""

    def __init__(self, problem: Problem, code: object = "") -> None:
        super().__init__(problem)
        self.problem, self.code = problem, code

    @property
    def noted(self) -> str:
        """As `Message.problem` keeps it."""
        return f"{self.problem.value} {self.code}".strip()[:200]


class LaterError(NotSentError):
    """Certainly not sent; worth another try."""


class RefusedError(NotSentError):
    """Certainly not sent; another try would end the same way."""


class UnsureError(NotSentError):
    """It left us and nobody confirmed it."""
