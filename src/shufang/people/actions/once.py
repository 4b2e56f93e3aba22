"""A program's request that is sent twice has one effect and two equal answers."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

from shufang.people.models import ApiToken, IdempotencyKey

Answer = tuple[int, dict[str, Any]]


class InFlightError(Exception):
    """The same request is being worked on at this moment."""


class OtherBodyError(Exception):
    """The key was used for something else."""


def once(
    *, token: ApiToken, route: str, key: str, body: bytes, do: Callable[[], Answer]
) -> tuple[Answer, bool]:
    """Do it, and keep the answer in the same transaction; or give the answer that was kept (then
    the second value is true). What `do` raises leaves no trace, so that it may be tried again.

    Raises `OtherBodyError` where the key came with another body, `InFlightError` where the first
    request has not ended. On SQLite, whose writers take turns, it waits instead.
    """
    body_hash = hashlib.sha256(body).hexdigest()
    with transaction.atomic():
        if not _alone(f"{token.pk} {route} {key}"):
            raise InFlightError
        kept = IdempotencyKey.objects.filter(token=token, route=route, key=key).first()
        if kept is not None:
            if kept.body_hash != body_hash:
                raise OtherBodyError
            return (kept.status, kept.answer), True
        status, answer = do()
        IdempotencyKey.objects.create(
            token=token, route=route, key=key, body_hash=body_hash, status=status, answer=answer
        )
    return (status, answer), False


def _alone(what: str) -> bool:
    """Whether nobody else is at it; until the transaction ends."""
    if connection.vendor != "postgresql":
        return True
    number = int.from_bytes(hashlib.sha256(what.encode()).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number])
        row = cursor.fetchone()
    return bool(row and row[0])
