"""The people and rooms that tests speak of. All of them are invented."""

from typing import Protocol

from django.test import Client
from django.utils import timezone

from shufang.people.models import Child, Guardian, Household, Membership, ReaderCard, User
from shufang.people.queries.family.own_code import CODE
from shufang.people.web import family_session
from shufang.places.models import Site, Town
from shufang.shared.roles import Role
from shufang.shared.secrets import fingerprint, seal

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


def make_family(
    name: str, phone: str, *children: tuple[str, int, int], town: Town | None = None
) -> Household:
    """A household with one guardian, who has proven the phone, and children as (nickname, birth
    year, birth month). Its personal code is "code " and the phone number."""
    household = Household.objects.create(
        name=name,
        town=town,
        code=fingerprint(f"code {phone}"),
        code_sealed=seal(f"code {phone}", CODE),
    )
    guardian = Guardian(household=household, name=f"{name}家长", verified_at=timezone.now())
    guardian.set_phone(phone)
    guardian.save()
    for nickname, year, month in children:
        Child.objects.create(
            household=household, nickname=nickname, birth_year=year, birth_month=month
        )
    return household


def make_card(household: Household, number: str) -> ReaderCard:
    """A reader card of this household; the number is clean."""
    card = ReaderCard(household=household)
    card.set_number(number)
    card.save()
    return card


def family_browser(household: Household, *, language: str = "zh-hans") -> Client:
    """A phone on which the household's first guardian has signed in."""
    client = browser(language=language)
    session = client.session
    session[family_session.KEY] = household.guardians.order_by("pk")[0].pk
    session[family_session.SINCE] = timezone.now().isoformat()
    session.save()
    return client
