"""Nobody reads of a family whose room, registration or household is not theirs.

Every route of the site, read from the resolver, is asked by everybody who has no business with the
other room's families: for our own things, for the other room's by their keys, and with the other
room's keys in the body of a form. Pages, tables, documents, calendars, headers and where a form
leads to are read in full; a canary in any of them is a leak. The last tests prove that the canaries
do sing for those who may hear them.
"""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse
from pypdf import PdfReader

from shufang.activities.actions.promoting.family_calendar import renew_family_calendar
from shufang.activities.actions.registering.stages import move
from shufang.activities.choices import Stage
from shufang.activities.models import (
    Activity,
    Attendee,
    CheckIn,
    Photo,
    Registration,
    Review,
    Step,
    Strike,
    TabletEntry,
)
from shufang.lake.refresh import refresh
from shufang.outbox.models import Message
from shufang.outbox.templates import template
from shufang.people.models import Child, FamilyAccess, Guardian, Household, ReaderCard, User
from shufang.people.queries.api_tokens import MAY
from shufang.places.models import Site
from shufang.shared.audience import EVERYONE, FAMILIES, TOKENS
from shufang.shared.roles import Role
from shufang.surveys.models import Answer
from tests.cast import browser, family_browser
from tests.factories.at_the_door import party
from tests.factories.programs import program
from tests.factories.tablets import make_tablet
from tests.house.live import CANARY, LAST_FOUR, PHONE, STAFF_ONLY, Canaries, LiveThings, sings
from tests.house.objects import sample
from tests.house.routes import Route, routes
from tests.house.test_api import ALL as OPERATIONS

pytestmark = pytest.mark.django_db
ROUTES = [route for route in routes() if route.namespace != "api"]
APPS = sorted({route.namespace for route in ROUTES})
FORMATS = {"file_format": ("csv", "xlsx", "json", "html", "docx", "pdf"), "size": ("qr", "a3")}
OF_THE_FAMILY = (f"{CANARY}一家", f"{CANARY}宝", f"{CANARY}妈妈")  # of the household, no guest's
REFUSED = (302, 403, 404, 405)
UNSEEING = ("outsider", "assessor", "auditor", "site_staff")  # of the cast with an account
STRANGERS = ("nobody", "zhang", "outsider", "tablet", "volunteer")  # nobody of the staff


@pytest.fixture
def ours(tea_room: Site) -> LiveThings:
    return LiveThings(tea_room)


@pytest.fixture
def theirs(taiping: Site, ours: LiveThings) -> Canaries:
    found = Canaries(taiping, ours)
    for route in routes():
        sample(route, found)
    return found


@pytest.fixture
def everybody(
    theirs: Canaries,
    ours: LiveThings,
    zhang_family: Household,
    operator: User,
    request: pytest.FixtureRequest,
) -> dict[str, Client]:
    """Who has no business with the other room's families; 张家 comes to our room."""
    party(ours.to_join, "张家", household=zhang_family)
    found = {name: browser(request.getfixturevalue(name)) for name in UNSEEING}
    found |= {"nobody": browser(), "zhang": family_browser(zhang_family)}
    found["tablet"] = browser()
    found["tablet"].cookies["tablet"] = make_tablet(operator, ours.site).token
    found["volunteer"] = browser()
    assert ours.helper
    found["volunteer"].post("/door/help/sample-pass/")
    assert found["volunteer"].get("/door/help/sample-pass/").status_code == 200
    assert found["tablet"].get("/tablet/hello/").json()["paired"]
    return found


@pytest.mark.parametrize("app", APPS)
def test_no_canary_for_who_has_no_business_with_it(
    app: str, everybody: dict[str, Client], ours: LiveThings, theirs: Canaries
) -> None:
    swapped, links = _their_keys(theirs), _their_links(theirs)
    before = _rows(theirs)
    for route in (route for route in ROUTES if route.namespace == app):
        for url in _addresses(route, ours, theirs):
            refresh()  # of the lake: every request that is taken back would do it once more
            for who, client in everybody.items():
                asked: list[tuple[str, dict[str, Any]]] = [
                    ("POST", swapped),
                    ("GET", {"q": LAST_FOUR, "site": theirs.site.pk}),
                    ("GET", {}),
                ]
                while asked:
                    method, values = asked.pop()
                    with transaction.atomic(), _staying_signed_in(client):
                        status, heard = _answer(client, method, url, values)
                        if not values and status in REFUSED:
                            asked.pop()
                        # What was asked for may come back as it was asked.
                        found = [s for s in sings(heard) if not values or s != LAST_FOUR]
                        found += [link for link in links if link in heard]
                        assert found == [], f"{method} {url} as {who}: {_near(heard, found)}"
                        if who in STRANGERS:
                            assert STAFF_ONLY not in heard, f"{method} {url} as {who}"
                        if method == "POST":
                            assert _rows(theirs) == before, f"{url} as {who} changed a row"
                        transaction.set_rollback(True)
    assert "张家" in _heard(everybody["zhang"].get("/family/household/"))
    assert everybody["site_staff"].get("/desk/").status_code == 200


@contextmanager
def _staying_signed_in(client: Client) -> Iterator[None]:
    """Some pages sign out, and the walk goes on."""
    cookies = SimpleCookie(client.cookies)
    yield
    client.cookies = cookies


def _addresses(route: Route, ours: LiveThings, theirs: Canaries) -> Iterator[str]:
    """Of our things and of theirs; a secret link of theirs is the right to read it."""
    for things in (ours, theirs):
        if things is theirs and (route.audience == TOKENS or not route.kwargs):
            continue
        kwargs = sample(route, things)
        turns: list[dict[str, Any]] = [{}]
        for name, values in FORMATS.items():
            if name in kwargs:
                turns = [{name: value} for value in values]
        for turn in turns:
            with suppress(NoReverseMatch):
                yield reverse(route.name, kwargs={**kwargs, **turn})


def _their_keys(theirs: Canaries) -> dict[str, Any]:
    """What a form might be sent with: the other room's keys under every name we use for keys."""
    registration, check_in = theirs.registration.pk, theirs.check_in.pk
    return {
        "registration": registration, "party": registration, "beside": theirs.to_join.pk,
        "activity": theirs.activity.pk, "household": theirs.household.pk, "households":
        theirs.household.pk, "child": theirs.child.pk, "keep": theirs.child.pk, "child_id":
        theirs.child.pk, "check_in": check_in, "guardian": theirs.guardian.pk, "site":
        theirs.site.pk, "photo": theirs.photo.pk, "pk": registration, "ids": registration,
        "digits": LAST_FOUR, "q": LAST_FOUR, "step": "find", "code": "P1", "reason": "看看",
        "name": "看看", "adults": 1, "children": 1, "key": "desk:canary", "printable": 1,
    }  # fmt: skip


def _their_links(theirs: Canaries) -> list[str]:
    """The secret links of their parties: whoever has one may cancel."""
    parties = Registration.objects.filter(activity__site=theirs.site)
    return [party.link_token for party in parties]


def _rows(theirs: Canaries) -> list[object]:
    """How their rows stand."""
    return [
        list(Registration.objects.filter(activity__site=theirs.site).order_by("pk").values()),
        list(CheckIn.objects.filter(activity__site=theirs.site).order_by("pk").values()),
        list(TabletEntry.objects.filter(device__site=theirs.site).order_by("pk").values()),
        list(Child.objects.filter(household=theirs.household).order_by("pk").values()),
        list(Guardian.objects.filter(household=theirs.household).order_by("pk").values()),
        list(ReaderCard.objects.filter(household=theirs.household).values()),
        *(
            list(model.objects.filter(activity__site=theirs.site).order_by("pk").values())
            for model in (Answer, Photo, Review)
        ),
        *(
            list(model.objects.filter(registration__activity__site=theirs.site).values())
            for model in (Attendee, Step, Strike)
        ),
    ]


def _answer(client: Client, method: str, url: str, values: dict[str, Any]) -> tuple[int, str]:
    """All that comes back, wherever a form leads to."""
    if method == "GET":
        shown = client.get(url, values)
        return shown.status_code, _heard(shown)
    answer = client.post(url, values)
    heard = _heard(answer)
    if answer.status_code in (301, 302) and answer["Location"].startswith("/"):
        heard += _heard(client.get(answer["Location"]))
    return answer.status_code, heard


def _heard(response: Any) -> str:
    """Headers and content; of archives every part, of PDF the text."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    said = "\n".join(f"{name}: {value}" for name, value in response.items())
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            content = b"\n".join(parts.read(name) for name in parts.namelist())
    elif content[:5] == b"%PDF-":
        pages = PdfReader(io.BytesIO(content)).pages
        return said + "\n".join(page.extract_text() for page in pages)
    return said + content.decode("utf-8", "replace")


def _near(heard: str, found: list[str]) -> str:
    return heard[max(0, heard.find(found[0]) - 200) :][:400] if found else ""


@pytest.mark.parametrize("role", list(Role))
def test_no_canary_for_programs_of_our_room(role: Role, ours: LiveThings, theirs: Canaries) -> None:
    """With all that the role may be given, at our room; by their keys, too."""
    asker = program(role, MAY[role], site=ours.site)
    keys = [theirs.registration.pk, theirs.to_join.pk, theirs.activity.pk]
    for one in OPERATIONS:
        for key in keys:
            path = one.path.replace("{pk}", str(key)).replace("{code}", "sign_ins")
            body = {"activity": theirs.activity.pk, "registration": theirs.registration.pk,
                    "phone": PHONE, "adults": 1, "children": 1, "reason": "看看"}  # fmt: skip
            query = {"site": theirs.site.slug, "activity": key}
            for asked in ({}, query):
                answer = asker.ask(
                    one.method, path, query=asked, body=body if one.body else None, key=""
                )
                heard = answer.content.decode()
                assert sings(heard) == [], f"{one} {path} as {role}: {heard[:400]}"


def test_a_message_speaks_of_its_own_family_only(
    theirs: Canaries, ours: LiveThings, zhang_family: Household
) -> None:
    """Whatever happens at the other room: what others are sent names no canary."""
    mine = party(
        theirs.to_join, "张家", household=zhang_family, phone="13800004821", stage=Stage.WAITING
    )
    move(theirs.registration, Stage.CANCELLED, actor="family")
    move(mine, Stage.CONFIRMED, actor="system")
    to_zhang = Message.objects.filter(subject__endswith=f":{mine.pk}")
    texts = [(template(message.template), message) for message in to_zhang]
    assert texts
    for kind, message in texts:
        assert kind is not None
        text = kind.text(message)
        assert text is not None
        assert sings(f"{text.title} {text.body} {text.link} {message.detail}") == []
    for message in Message.objects.all():  # whoever opens the table reads nobody's data in it
        assert sings(f"{message.subject} {message.detail} {message.problem}") == []


@pytest.mark.parametrize("who", ["other_site_staff", "library"])
def test_whoever_of_the_staff_reads_of_a_family_is_written_down(
    who: str, theirs: Canaries, request: pytest.FixtureRequest
) -> None:
    """Whole pages, the fragments that a script asks for, and files alike; the family reads it."""
    client, noted = browser(request.getfixturevalue(who)), 0
    looks = FamilyAccess.objects.filter(household=theirs.household)
    refresh()
    for route in ROUTES:
        if route.audience in (EVERYONE, FAMILIES, TOKENS):
            continue
        url = reverse(route.name, kwargs=sample(route, theirs))
        for headers in ({}, {"HX-Request": "true"}):
            for asked in ({}, {"q": LAST_FOUR}):
                with transaction.atomic():
                    before = looks.count()
                    heard = _heard(client.get(url, asked, headers=headers))
                    if any(word in heard for word in OF_THE_FAMILY):
                        assert looks.count() > before, f"{url} {asked} {headers}: unnoted"
                        noted += 1
                    transaction.set_rollback(True)
    assert noted > 6


def test_a_familys_page_and_calendar_tell_of_its_own_activities_only(
    theirs: Canaries, ours: LiveThings, zhang_family: Household
) -> None:
    """Which activities a child goes to is nobody else's business, public as they are."""
    party(ours.to_join, "张家", household=zhang_family)
    assert theirs.registration.household == theirs.household
    token = renew_family_calendar(zhang_family)
    heard = _heard(browser().get(reverse("feeds:family", kwargs={"token": token})))
    assert f"/a/{ours.to_join.pk}/" in heard
    for hidden in (theirs.to_join, theirs.activity):
        assert f"/a/{hidden.pk}/" not in heard
    assert theirs.household.check_ins.filter(voided_at=None).count() == 1
    Activity.objects.filter(site=theirs.site).update(title="别家去的")
    heard = _heard(family_browser(zhang_family).get(reverse("portal:family")))
    assert ours.to_join.title in heard
    assert "别家去的" not in heard


class TestTheySing:
    """Or all of the above would prove nothing."""

    @pytest.mark.parametrize(
        ("who", "least"), [("operator", 12), ("other_site_staff", 11), ("library", 7)]
    )
    def test_for_those_who_answer_for_the_room(
        self, who: str, least: int, theirs: Canaries, request: pytest.FixtureRequest
    ) -> None:
        client = browser(request.getfixturevalue(who))
        heard = self._where(client, theirs)
        assert len(heard) >= least, heard

    def test_for_the_family_itself(self, theirs: Canaries) -> None:
        heard = self._where(family_browser(theirs.household), theirs)
        assert len(heard) >= 6, heard
        assert {"family:children", "family:household", "family:export"} <= heard

    def test_staff_words_for_staff(self, theirs: Canaries, assessor: User) -> None:
        client = browser(assessor)
        heard = {
            route.name
            for route in ROUTES
            if route.audience not in (EVERYONE, FAMILIES, TOKENS)
            and STAFF_ONLY in _heard(client.get(reverse(route.name, kwargs=sample(route, theirs))))
        }
        assert {"planning:plan", "planning:calendar"} & heard

    def _where(self, client: Client, theirs: Canaries) -> set[str]:
        found = set()
        refresh()
        for route in ROUTES:
            if route.audience == TOKENS:
                continue
            url = reverse(route.name, kwargs=sample(route, theirs))
            with transaction.atomic():
                if sings(_answer(client, "GET", url, {"q": LAST_FOUR[:3]})[1]):
                    found.add(route.name)
                transaction.set_rollback(True)
        return found
