"""Hostile input to every address that takes a POST, as those who may send it.

`test_forms.py` reads the forms that pages show; what shows in some states only (an offer, a code
scanned a moment ago) or is sent by a script has no form there. Here the fields are read from the
views themselves: every name that a view asks of what was sent is attacked. The routes come from
the resolver; one that nobody can send fails.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from shufang.activities.queries.signing_in.codes import code_at
from shufang.lake.refresh import refresh
from shufang.people.models import Household, User
from shufang.places.models import Site
from shufang.shared.audience import EVERYONE, FAMILIES, TOKENS
from tests.cast import browser, family_browser, make_card
from tests.factories.at_the_door import party
from tests.factories.tablets import make_tablet
from tests.house.forms import faults_in_words, forms_of, given_back
from tests.house.live import LiveThings
from tests.house.objects import sample
from tests.house.payloads import DAYS, EVERYTHING, MARKUP, NUMBERS
from tests.house.routes import Route, routes
from tests.house.test_forms import post, read

pytestmark = pytest.mark.django_db
ROUTES = [route for route in routes() if not getattr(route.view, "csrf_exempt", False)]
APPS = sorted({route.namespace for route in ROUTES})
SHORT = ("a\x00b", "甲\u202e乙", "👩\u200d👧", "长" * 10_000, "１２３", "-1", "9" * 5000, "1e400",
         "0001-01-01", "9999-12-31", "\udce5\ud800", MARKUP[0], "", "²")  # fmt: skip
# `HOSTILE_POSTS=full` before the test run: every text in every field (half an hour).
FULL = os.environ.get("HOSTILE_POSTS") == "full"
STEP, MOST = (1, 200) if FULL else (11, 10)
# What an honest sender has in fields whose kind a name does not say.
HONEST = {
    "step": "come", "band": "4-6", "adults": "1", "children": "1", "heads": "2", "phone":
    "13611112222", "digits": "4821", "reason": "示例", "key": "desk:one", "entries": "[]",
    "registration": "", "party": "", "scanned": "", "next": "",
}  # fmt: skip


@contextmanager
def asked_for() -> Iterator[set[str]]:
    """The names that are looked up in whatever was sent."""
    names: set[str] = set()
    plain, many = MultiValueDict.__getitem__, MultiValueDict._getlist  # type: ignore[attr-defined]

    def one(self: Any, key: Any) -> Any:
        names.add(key)
        return plain(self, key)

    def all_of(self: Any, key: Any, *rest: Any, **more: Any) -> Any:
        names.add(key)
        return many(self, key, *rest, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(MultiValueDict, "__getitem__", one)
        patch.setattr(MultiValueDict, "_getlist", all_of)
        yield names
    names.discard("csrfmiddlewaretoken")


@pytest.fixture
def things(tea_room: Site, taiping: Site) -> LiveThings:
    return LiveThings(tea_room)


@pytest.fixture
def senders(
    things: LiveThings, zhang_family: Household, superuser: User, operator: User
) -> dict[str, Client]:
    """Everybody who may send something."""
    party(things.activity, "张家", household=zhang_family, phone="13800004821")
    tablet = browser()
    tablet.cookies["tablet"] = make_tablet(operator, things.site).token
    volunteer = browser()
    assert things.helper
    volunteer.post("/door/help/sample-pass/")
    return {
        "staff": browser(superuser),
        "family": family_browser(zhang_family),
        "guest": browser(),
        "tablet": tablet,
        "volunteer": volunteer,
    }


def _may_send(route: Route) -> tuple[str, ...]:
    if route.namespace == "tablet" and route.audience == TOKENS:
        return ("tablet",)
    if route.name in ("door:help", "door:help_sign_in"):
        return ("volunteer",)
    if route.audience == FAMILIES:
        return ("family",)
    return ("guest", "family") if route.audience in (EVERYONE, TOKENS) else ("staff",)


@contextmanager
def _taken_back(client: Client) -> Iterator[None]:
    cookies = SimpleCookie(client.cookies)
    cache.clear()  # counters of tries are not what is tested here
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    client.cookies = cookies


def _url(route: Route, things: LiveThings, zhang: Household) -> str:
    kwargs = sample(route, things)
    if route.name == "door:scanned":
        kwargs["code"] = code_at(things.activity, timezone.now())
    if route.name in ("family:child", "family:child_remove"):
        kwargs["pk"] = zhang.children.order_by("pk")[0].pk
    if route.name == "family:card_remove":
        kwargs["pk"] = (zhang.cards.first() or make_card(zhang, "SL4821")).pk
    return reverse(route.name, kwargs=kwargs)


@pytest.mark.parametrize("app", APPS)
def test_every_address_takes_whatever_is_sent(
    app: str, things: LiveThings, senders: dict[str, Client], zhang_family: Household
) -> None:
    for route in (route for route in ROUTES if route.namespace == app):
        url, taken = _url(route, things, zhang_family), False
        refresh()  # of the lake: every request that is taken back would do it once more
        for who in _may_send(route):
            client = senders[who]
            with _taken_back(client):
                if client.post(url).status_code == 405:
                    break
            names = _fields(client, url)
            taken |= _attack(client, url, names, who)
            client.cookies["language"] = "en"
            with _taken_back(client):
                page = read(post(client, url, dict.fromkeys(names, "a\x00b")), f"{url} in English")
                assert faults_in_words(page, english=True) == [], url
            client.cookies["language"] = "zh-hans"
        else:
            assert taken, f"{route.name}: nobody could send anything"


def _fields(client: Client, url: str) -> dict[str, str]:
    """Every name the view asks for, with something honest; what that leads to is asked, too."""
    found = dict(_shown(client, url))
    for _round in range(3):
        with _taken_back(client), asked_for() as names:
            post(client, url, found)
        new = {name: HONEST.get(name, "1") for name in names if name not in found}
        if not new:
            break
        found |= new
    return found


def _shown(client: Client, url: str) -> Iterator[tuple[str, str]]:
    """What its own page has in the form already, such as a signed ticket."""
    with _taken_back(client):
        page = read(client.get(url), url)
        for form in forms_of(page, url):
            if form.method == "post" and form.action == url:
                for field in form.fields:
                    yield field.name, HONEST.get(field.name, field.honest())


def _attack(client: Client, url: str, names: Mapping[str, str], who: str) -> bool:
    """Each field alone, all fields at once, and bodies that are no form; whether it was for us."""
    taken = False
    for number, name in enumerate(list(names)[:MOST]):
        for text in SHORT[number % STEP :: STEP]:
            taken |= _send(client, url, {**names, name: text}, who)
    for turn in range(0, len(EVERYTHING), 2 * STEP):
        count = len(EVERYTHING)
        values = {name: EVERYTHING[(turn + at * 7) % count] for at, name in enumerate(names)}
        taken |= _send(client, url, values, who)
    for text in (NUMBERS[3], DAYS[1]):
        taken |= _send(client, url, dict.fromkeys(names, text), who)
    for body, kind in BODIES:
        with _taken_back(client):
            response = client.generic("POST", url, body, content_type=kind)
            read(response, f"{url} as {who}: {kind} {body[:30]!r}")
    doubled = "&".join(f"{name}=1&{name}=2" for name in names)
    with _taken_back(client):
        form = "application/x-www-form-urlencoded"
        read(client.generic("POST", url, doubled, content_type=form), f"{url} {doubled[:60]}")
    return taken


BODIES = (
    (b"", "application/x-www-form-urlencoded"),
    (b"a=%ff%fe&%00=1&=&&;", "application/x-www-form-urlencoded"),
    (b"{", "application/json"),
    (b"[" * 10_000 + b"]" * 10_000, "application/json"),
    (b'{"a": 1, "a": 2, "entries": [{}, null, 1e400, {"nonce": []}]}', "application/json"),
    (b"\xff\xfe\x00", "text/plain; charset=utf-16"),
    (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
    (b"--x--", "multipart/form-data"),
    (b"a=1", "application/x-www-form-urlencoded; charset=nonsense"),
)


def _send(client: Client, url: str, values: Mapping[str, Any], who: str) -> bool:
    with _taken_back(client):
        response = post(client, url, values)
        said = f"POST {url} as {who} {str(values)[:300]}"
        page = read(response, said)
        if response.status_code in (301, 302) and response["Location"].startswith("/"):
            page += read(client.get(response["Location"]), f"after {said}")
        assert given_back(page) == [], said
    return response.status_code not in (401, 404)
