"""Hostile input into every form, query string and address that the site has.

Forms are read from the pages themselves and routes from the resolver, so a new page is attacked
from its first day. No answer may be a server error, none may give markup back as markup, and what
is said about wrong input speaks the page's language. Every request is taken back.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urljoin

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import NoReverseMatch, reverse

from shufang.intake.actions.analyse import analyse
from shufang.intake.actions.start_import import start_import
from shufang.intake.analysis import Source
from shufang.intake.models import ImportRun
from shufang.lake.refresh import refresh
from shufang.people.models import User
from shufang.places.models import Site
from tests.cast import browser
from tests.house.forms import FREE, Field, Form, faults_in_words, forms_of, given_back, links_of
from tests.house.objects import Things, sample
from tests.house.payloads import ADDRESSES, DAYS, EVERYTHING, MARKUP, NUMBERS, TEXTS
from tests.house.routes import Route, routes

pytestmark = pytest.mark.django_db
ROUTES = list(routes())
APPS = sorted({route.namespace for route in ROUTES})
NASTY = ("a\x00", "9" * 5000, "1" + "0" * 30, "-1", "²", MARKUP[1], "9999-12-31", "a\r\nb: c")
ALWAYS = ("page", "password__startswith", "next")
LEDGER = """日期,书房,分类,活动名称,签到数
2025-03-01,茶园小学智慧书房,亲子阅读,<script>mark1ng(0)</script>,12
2025-03-01,茶园小学智慧书房,亲子阅读,<script>mark1ng(0)</script>,12
2025-03-02,茶园小书房,亲子阅读,"><img src=x onerror=mark1ng(2)>,9
2025-13-45,茶园小学智慧书房,亲子阅读,=cmd|' /C calc'!A0,9
"""


@pytest.fixture
def things(tea_room: Site, taiping: Site, superuser: User, tmp_path: Path) -> Things:
    """One of everything; the import waits with a question, a duplicate and a refused row."""
    things = Things(tea_room)
    for name in ("duty", "zone", "closure", "activity", "media_report", "count", "quote"):
        getattr(things, name)
    ledger = tmp_path / "ledger.csv"
    ledger.write_text(LEDGER, encoding="utf-8")
    run = start_import(files=[Source(ledger, f"{MARKUP[1]}.csv")], actor=superuser)
    analyse(run=run)
    things.__dict__["import_run"] = ImportRun.objects.get(pk=run.pk)
    return things


@pytest.mark.parametrize("app", APPS)
def test_forms_take_whatever_is_typed(app: str, things: Things, superuser: User) -> None:
    attacked: set[object] = set()
    for user in (superuser, None):
        client = browser(user)
        for url in _pages(app, things):
            refresh()  # of the lake: every request that is taken back would do it once more
            for form in forms_of(_text(client.get(url)), url):
                if form.shape not in attacked and _is_of(app, form):
                    similar = form.names in attacked or app == "reports"
                    step = 60 if app == "planning" else 6 if similar else 1  # of ninety fields
                    attack(client, form, step=step)
                    attack_in_english(browser(user, language="en"), form)
                    attacked |= {form.shape, form.names}


def _head(client: Client, url: str) -> int:
    """The status alone; a file that would have been sent is closed here, for nobody reads it."""
    response = client.head(url)
    for close in response._resource_closers:  # type: ignore[attr-defined]
        close()
    return response.status_code


@pytest.mark.parametrize("app", APPS)
def test_query_strings_may_say_anything(app: str, things: Things, superuser: User) -> None:
    client = browser(superuser)
    for route in (route for route in ROUTES if route.namespace == app):
        url = reverse(route.name, kwargs=sample(route, things))
        if _head(client, url) == 405 and client.options(url)["Allow"] == "POST":
            continue
        names = _parameters(client, url)
        refresh()
        for text in NASTY:
            ask(client, url, dict.fromkeys(names, text))
        for name in names:
            ask(client, url, {name: NASTY[2]})
        for turn in range(0, len(EVERYTHING), 19):
            ask(client, url, _turned(names, turn))


@pytest.mark.parametrize("app", APPS)
def test_addresses_may_say_anything(app: str, things: Things, superuser: User) -> None:
    client = browser(superuser)
    for route in (route for route in ROUTES if route.namespace == app and route.kwargs):
        honest = sample(route, things)
        for name in route.kwargs:
            for text in (*NASTY, *ADDRESSES, "..", "%2e%2e%2f", "x\n", "0"):
                for address in _addresses(route, {**honest, name: text}):
                    ask(client, address, {})
                    ask(client, address, {}, method="POST")


def test_headers_may_say_anything(things: Things, superuser: User) -> None:
    for text in (*MARKUP, *ADDRESSES, "a\x00b", "9" * 5000):
        for header in ("HX-Current-URL", "Referer", "X-Forwarded-For", "Accept-Language"):
            response = browser().post("/desk/", headers={header: text})
            read(response, f"{header}: {text[:40]}")
            assert urljoin("/", response["Location"]).startswith("/sign-in/")
        for cookie in ("language", "large_text", "sessionid", "messages"):
            client = browser()
            client.cookies[cookie] = quote(text)
            read(client.get("/"), f"{cookie}: {text[:40]}")
            read(client.get("/desk/"), f"{cookie}: {text[:40]}")


def attack(client: Client, form: Form, *, step: int) -> None:
    """`step` leaves out attempts where much the same form was attacked, or pages are slow."""
    for number, values in enumerate(attempts(form, step)):
        hostile = number % 4 == 0 and not set(MARKUP).isdisjoint(values.values())
        send(client, form, values, follow=hostile)
    if form.method == "post":
        with transaction.atomic():
            answer = post(client, form.action, {f"field{number}": "x" for number in range(10_001)})
            assert answer.status_code in (200, 302, 400, 403, 404, 405)
            transaction.set_rollback(True)


def attack_in_english(client: Client, form: Form) -> None:
    """What is refused is refused in the page's language."""
    for text in ("", "1" + "0" * 30, "a\x00b"):
        page = send(client, form, {field.name: text for field in form.fields})
        assert (wrong := faults_in_words(page, english=True)) == [], f"{form.action}: {wrong}"


def attempts(form: Form, step: int) -> Iterator[dict[str, Any]]:
    """All free texts alike (another third of the texts for each address), each other field alone,
    then all at once, each with another payload."""
    honest = {field.name: field.honest() for field in form.fields}
    free = [field.name for field in form.fields if field.kind in FREE]
    if free:
        for text in TEXTS[len(form.action) % 3 :: 3 * step]:
            yield {**honest, **dict.fromkeys(free, text)}
    for field in _distinct(form.fields):
        if field.kind not in FREE or field.kind == "hidden":
            wrong = DAYS if field.kind in ("date", "time", "month") else NUMBERS
            for value in wrong[:: 5 * step]:
                yield {**honest, field.name: value}
    for turn in range(0, len(EVERYTHING), 6 * step):
        yield _turned(list(honest), turn)


def _turned(names: list[str], turn: int) -> dict[str, Any]:
    count = len(EVERYTHING)
    return {name: EVERYTHING[(turn + at * 7) % count] for at, name in enumerate(names)}


def _distinct(fields: tuple[Field, ...]) -> Iterator[Field]:
    """Of numbered fields (p0-who, p1-who) the first."""
    seen = set()
    for field in fields:
        name = re.sub(r"\d+", "0", field.name)
        if name not in seen:
            seen.add(name)
            yield field


def send(client: Client, form: Form, values: Mapping[str, Any], *, follow: bool = False) -> str:
    """The page the form answers with, and nothing of it in the database."""
    if form.method != "post":
        return ask(client, form.action, values)
    with transaction.atomic():
        response = post(client, form.action, values)
        page = read(response, f"POST {form.action} {_short(values)}")
        if follow and response.status_code in (301, 302):
            target = urljoin(form.action, response["Location"])
            assert target.startswith("/"), f"{form.action} leads away to {target}"
            page = read(client.get(target), f"after {form.action}: {target}")
        transaction.set_rollback(True)
    return page


def ask(client: Client, url: str, values: Mapping[str, Any], method: str = "GET") -> str:
    with transaction.atomic():
        response = client.generic(method, f"{url.partition('?')[0]}?{_query(values)}")
        page = read(response, f"{method} {url} {_short(values)}")
        transaction.set_rollback(True)
    return page


def post(client: Client, url: str, values: Mapping[str, Any]) -> Any:
    return client.post(url, _query(values), content_type="application/x-www-form-urlencoded")


def read(response: HttpResponseBase, said: str) -> str:
    """The answer's text; a server error and markup given back fail."""
    assert response.status_code < 500, f"{said}: {response.status_code}"
    page = _text(response)
    if "html" in response.headers.get("Content-Type", ""):
        assert (given := given_back(page)) == [], f"{said}: {given}"
        if response.headers.get("Content-Language") != "en":
            assert (wrong := faults_in_words(page, english=False)) == [], f"{said}: {wrong}"
    return page


def _text(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode("utf-8", "replace")


def _query(values: Mapping[str, Any]) -> str:
    return urlencode({name: str(v) for name, v in values.items()}, errors="surrogatepass")


def _short(values: Mapping[str, Any]) -> str:
    return str({name: str(value)[:40] for name, value in values.items()})


def _pages(app: str, things: Things) -> Iterator[str]:
    for route in ROUTES:
        if route.namespace == app and "file_format" not in route.kwargs:
            yield reverse(route.name, kwargs=sample(route, things))


def _is_of(app: str, form: Form) -> bool:
    """The shell's forms stand on every page and are attacked with their own app."""
    if app == "shared":
        return form.action.startswith(("/language/", "/large-text/"))
    theirs = ("/sign-out/", "/language/", "/large-text/")
    return not form.action.startswith(theirs if app == "portal" else (*theirs, "/search/"))


def _parameters(client: Client, url: str) -> list[str]:
    """What this page's own forms and links ask for."""
    page = _text(client.get(url))
    if "<html" not in page:
        return list(ALWAYS)
    asked = [f.name for form in forms_of(page, url) if form.method == "get" for f in form.fields]
    return sorted({*ALWAYS, *asked, *links_of(page, url)})


def _addresses(route: Route, kwargs: dict[str, Any]) -> Iterator[str]:
    """As the resolver would write it, and put into the path whatever the resolver thinks of it."""
    with suppress(NoReverseMatch):
        yield reverse(route.name, kwargs=kwargs)
    parts = re.sub(r"<(?:\w+:)?(\w+)>", lambda m: quote(str(kwargs[m[1]]), safe=""), route.path)
    yield f"/{parts}"
