"""Who asks for an import page."""

from typing import cast

from django.http import HttpRequest

from shufang.intake.queries.access import Account


def asking(request: HttpRequest) -> Account:
    """The signed-in person; for pages whose audience is never anonymous."""
    return cast(Account, request.user)
