"""The people and rooms that tests speak of. All of them are invented."""

from typing import Protocol

from django.test import Client

from shufang.people.models import Membership, User
from shufang.places.models import Site, Town
from shufang.shared.roles import Role

PASSWORD = "竹影-tea-4821"  # of everybody in the cast


class ClientAs(Protocol):
    """A browser in which this person has signed in, or nobody."""

    def __call__(self, user: User | None = None, *, language: str = "zh-hans") -> Client: ...


def make_user(
    username: str,
    name: str,
    *roles: Role,
    sites: tuple[Site, ...] = (),
    superuser: bool = False,
) -> User:
    """An account with these roles, everywhere or at the given rooms only."""
    user = User(username=username, name=name, is_superuser=superuser, is_staff=superuser)
    user.set_password(PASSWORD)
    user.save()
    for role in roles:
        for site in sites or (None,):
            Membership.objects.create(user=user, role=role, site=site)
    return user


def make_site(name: str, slug: str, *, town: str) -> Site:
    """A room in a town, which is made when it is new."""
    return Site.objects.create(name=name, slug=slug, town=Town.objects.get_or_create(name=town)[0])


def browser(user: User | None = None, *, language: str = "zh-hans") -> Client:
    """What `client_as` gives."""
    client = Client()
    client.cookies["language"] = language
    if user is not None:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client
