"""The tablet's own addresses: what it may ask, and what it gets without a token."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from shufang.activities.actions.tablet.register import (
    Paired,
    pairing_code,
    register_tablet,
    revoke_tablet,
)
from shufang.activities.models import Activity, CheckIn, Device, TabletEntry
from shufang.activities.queries.tablet.roster import sign
from shufang.activities.web.tablet.room import words_print
from shufang.people.models import User
from shufang.places.models import Site
from tests.cast import ClientAs
from tests.factories.planned import plan_ahead, with_places
from tests.factories.tablets import PAGE, entry, make_tablet, ms

pytestmark = pytest.mark.django_db


@pytest.fixture
def paired(operator: User, tea_room: Site) -> Paired:
    return make_tablet(operator, tea_room)


@pytest.fixture
def tablet(paired: Paired) -> Client:
    client = Client()
    client.cookies["tablet"] = paired.token
    return client


@pytest.fixture(autouse=True)
def _midday() -> Iterator[None]:
    """What began ten minutes ago began today, at whatever hour the tests run."""
    with time_machine.travel(timezone.localtime().replace(hour=12)):
        yield


@pytest.fixture
def activity(tea_room: Site) -> Activity:
    activity = plan_ahead(tea_room, starts=timezone.now() - timedelta(minutes=10))
    with_places(activity)
    return activity


def contact(client: Client, *entries: Any, **more: Any) -> dict[str, Any]:
    now = ms(timezone.now())
    body = {"clock": now, "running": now - 1_600_000_000_000, "page": PAGE, "entries": entries}
    response = client.post("/tablet/contact/", {**body, **more}, content_type="application/json")
    assert response.status_code == 200, response.content
    found: dict[str, Any] = response.json()
    return found


class TestPairing:
    def test_the_code_gives_a_cookie_that_no_script_reads(
        self, operator: User, tea_room: Site
    ) -> None:
        device = register_tablet(actor=operator, site=tea_room, name="门口")
        client = Client()
        assert client.get("/tablet/").headers["Location"] == "/tablet/pair/"
        code = pairing_code(actor=operator, device=device)
        response = client.post("/tablet/pair/", {"code": code})
        assert response.headers["Location"] == "/tablet/"
        cookie = response.cookies["tablet"]
        assert cookie["httponly"]
        assert cookie["path"] == "/tablet/"
        assert client.get("/tablet/").status_code == 200

    def test_over_https_it_is_sent_over_nothing_else(
        self, tablet: Client, settings: LazySettings
    ) -> None:
        settings.HTTPS = True
        assert tablet.get("/tablet/").cookies["tablet"]["secure"]

    def test_a_wrong_code_says_what_to_do(self) -> None:
        response = Client().post("/tablet/pair/", {"code": "AAAAAAAA"})
        assert "tablet" not in response.cookies
        assert "配对码不对" in response.content.decode()


class TestWithoutToken:
    @pytest.mark.parametrize("token", ["", "x", "x" * 5000, "书"])
    def test_nothing_is_told_and_nothing_is_taken(self, activity: Activity, token: str) -> None:
        client = Client()
        if token.isascii():
            client.cookies["tablet"] = token
        response = client.post("/tablet/contact/", {}, content_type="application/json")
        assert response.status_code == 401
        said = client.get("/tablet/hello/").json()
        assert said["paired"] is False
        assert not {"key", "site", "device"} & said.keys()
        assert not TabletEntry.objects.exists()

    def test_a_member_of_staff_is_no_tablet(self, client_as: ClientAs, operator: User) -> None:
        response = client_as(operator).post("/tablet/contact/", {}, content_type="application/json")
        assert response.status_code == 401

    def test_writing_needs_the_forms_token(self, paired: Paired) -> None:
        strict = Client(enforce_csrf_checks=True)
        strict.cookies["tablet"] = paired.token
        assert (
            strict.post("/tablet/contact/", {}, content_type="application/json").status_code == 403
        )
        csrf = strict.get("/tablet/hello/").json()["csrf"]
        now = ms(timezone.now())
        response = strict.post(
            "/tablet/contact/",
            {"clock": now, "running": 0, "page": PAGE},
            content_type="application/json",
            headers={"X-CSRFToken": csrf},
        )
        assert response.status_code == 200


class TestContact:
    def test_entries_are_answered_and_the_roster_comes(
        self, tablet: Client, activity: Activity
    ) -> None:
        said = contact(tablet, entry(activity))
        assert said["results"] == [{"nonce": f"{1:032x}", "outcome": "counted", "conflict": ""}]
        assert json.loads(said["roster"])["activities"][0]["arrived"] == 1
        assert sign(said["roster"], said["key"]) == said["mac"]
        assert abs(said["time"] - ms(timezone.now())) < 5000
        assert said["door"].startswith("http")

    def test_an_unchanged_roster_is_not_sent_again(
        self, tablet: Client, activity: Activity
    ) -> None:
        said = contact(tablet)
        assert "roster" not in contact(tablet, print=said["print"])

    def test_a_tablet_that_knows_more_than_we_do_sends_all_again(
        self, tablet: Client, activity: Activity
    ) -> None:
        said = contact(tablet, entry(activity))
        assert not said["again"]
        assert not contact(tablet, stamp=said["stamp"])["again"]
        TabletEntry.objects.all().delete()
        CheckIn.objects.all().delete()
        Device.objects.update(stamp="", stamp_before="")  # as in a backup from before
        assert contact(tablet, stamp=said["stamp"])["again"]

    def test_a_lost_answer_alone_is_no_older_database(
        self, tablet: Client, activity: Activity
    ) -> None:
        first = contact(tablet, entry(activity, 1))
        contact(tablet, entry(activity, 2), stamp=first["stamp"])
        assert not contact(tablet, stamp=first["stamp"])["again"]

    def test_a_revoked_tablet_hears_it_and_gets_no_roster(
        self, tablet: Client, paired: Paired, operator: User, activity: Activity
    ) -> None:
        before = entry(activity, at=timezone.now() - timedelta(minutes=5))
        revoke_tablet(actor=operator, device=paired.device, reason="丢了")
        said = contact(tablet, before)
        assert said["revoked"]
        assert said["results"][0]["conflict"] == "revoked_since"
        assert not {"roster", "print"} & said.keys()

    @pytest.mark.parametrize(
        "body",
        [b"", b"null", b"[]", b"{}", b"[" * 5000, b'{"clock": 1e400}', b"\xff", b"9" * 5000,
         b'{"clock": -1, "running": 0, "page": "00000000"}', b'"' + b"x" * 300_000 + b'"'],
    )  # fmt: skip
    def test_what_can_not_be_read_is_refused_in_words(self, tablet: Client, body: bytes) -> None:
        response = tablet.post("/tablet/contact/", body, content_type="application/json")
        assert response.status_code == 400
        assert "读不懂" in response.json()["error"]

    def test_more_than_a_batch_is_left_for_the_next(
        self, tablet: Client, activity: Activity
    ) -> None:
        said = contact(tablet, *({"nonce": number} for number in range(70)))
        assert len(said["results"]) == 50


class TestInstalling:
    def test_the_worker_may_govern_the_tablets_pages_only(self, tablet: Client) -> None:
        response = tablet.get("/tablet/worker.js")
        assert response.headers["Content-Type"].startswith("text/javascript")
        assert response.headers["Cache-Control"] == "no-cache"
        assert "Service-Worker-Allowed" not in response.headers
        assert "/tablet/words/en.json" in response.content.decode()

    def test_the_manifest_names_page_and_icons(self, tablet: Client) -> None:
        response = tablet.get("/tablet/manifest.webmanifest")
        assert response.headers["Content-Type"] == "application/manifest+json"
        said = response.json()
        assert (said["start_url"], said["scope"]) == ("/tablet/", "/tablet/")
        assert [icon["sizes"] for icon in said["icons"]] == ["192x192", "512x512"]

    def test_words_in_both_languages_have_the_same_codes(self, tablet: Client) -> None:
        chinese = tablet.get("/tablet/words/zh-hans.json").json()
        english = tablet.get("/tablet/words/en.json").json()
        assert chinese.keys() == english.keys()
        assert english["walk_in"] == "Not registered"
        assert tablet.get("/tablet/words/xx.json").status_code == 404

    def test_a_release_that_changes_words_alone_reaches_the_worker(self, tablet: Client) -> None:
        """A browser takes up a worker only where its text is another."""
        tables = [tablet.get(f"/tablet/words/{code}.json").json() for code in ("zh-hans", "en")]
        assert words_print(tables) in tablet.get("/tablet/worker.js").content.decode()
        assert words_print([tables[0], {**tables[1], "scan": "Scan"}]) != words_print(tables)

    def test_policies_of_the_page_let_worker_and_manifest_in(self, tablet: Client) -> None:
        policy = tablet.get("/tablet/").headers["Content-Security-Policy"]
        for directive in ("default-src 'self'", "worker-src 'self'", "manifest-src 'self'"):
            assert directive in policy
        assert "unsafe" not in policy
