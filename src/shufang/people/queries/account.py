"""Who is asking."""

from django.http import HttpRequest

from shufang.people.models import User


def account(request: HttpRequest) -> User:
    """The signed-in person; for pages whose audience is never anonymous."""
    assert isinstance(request.user, User)
    return request.user
