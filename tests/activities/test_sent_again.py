"""The same form sent thousands of times at once, over HTTP: one effect each, and every sender is
told the same (design: idempotent writes).

320 here; `SENT_AGAIN=10000` before the test run for the promised size.
"""

import http.client
import json
import os
import threading
import time
from collections import Counter
from datetime import timedelta
from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import LazySettings
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from shufang.activities.models import Activity, CheckIn, HeadCount, Registration, Rules, Step
from shufang.people.models import User
from shufang.places.models import Site
from shufang.shared.roles import Role
from tests.activities import rush as rushing
from tests.activities.rush import Browser, rush
from tests.cast import browser
from tests.factories.at_the_door import party
from tests.factories.planned import plan_ahead, with_places
from tests.factories.programs import program

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = int(os.environ.get("SENT_AGAIN", "320"))
CLIENTS, EACH = 64, 8


@pytest.fixture(autouse=True)
def _no_messages(settings: LazySettings) -> None:
    """Where nothing reaches a phone, the page itself gives the link of a registration."""
    settings.SHOW_CODES, settings.SMS_URL = False, ""


@pytest.fixture
def activity(tea_room: Site) -> Activity:
    found = plan_ahead(tea_room, starts=timezone.now() + timedelta(minutes=5))
    with_places(found, 8)
    return found


@pytest.fixture
def ahead(tea_room: Site) -> Activity:
    """Tomorrow: a long run must not see it begin."""
    found = plan_ahead(tea_room)
    with_places(found, TIMES)
    return found


def all_at_once(
    live_server: LiveServer, path: str, body: str, headers: dict[str, str]
) -> Counter[tuple[int, str]]:
    """How often which status was answered, with where it leads or what it says."""
    answers: Counter[tuple[int, str]] = Counter()
    lock, start = threading.Lock(), threading.Barrier(CLIENTS)
    numbers = iter(range(TIMES))

    def client() -> None:
        connection = http.client.HTTPConnection(urlsplit(live_server.url).netloc, timeout=300)
        start.wait()
        while True:
            with lock:
                if next(numbers, None) is None:
                    break
            status, said = _send(connection, path, body, headers)
            with lock:
                answers[status, said] += 1
        connection.close()

    threads = [threading.Thread(target=client) for _each in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(answers.values()) == TIMES
    return answers


def _send(
    connection: http.client.HTTPConnection, path: str, body: str, headers: dict[str, str]
) -> tuple[int, str]:
    """Once more where the server closed what it kept open, or has no hand free to take it."""
    for patience in range(20):
        try:
            connection.request("POST", path, body, headers)
            response = connection.getresponse()
            said = response.read().decode()
        except (http.client.HTTPException, OSError):
            connection.close()
            time.sleep(0.05 * patience)
        else:
            return response.status, response.getheader("Location") or said
    raise AssertionError("the server takes no connection")


def form_of(user: User, live_server: LiveServer, page: str) -> tuple[dict[str, str], str]:
    """The headers and the form token of a member of staff who has this page open."""
    session = browser(user).cookies["sessionid"].value
    connection = http.client.HTTPConnection(urlsplit(live_server.url).netloc)
    connection.request("GET", page, headers={"Cookie": f"sessionid={session}"})
    response = connection.getresponse()
    found = rushing.TOKEN.search(response.read().decode())
    cookies = [v.partition(";")[0] for n, v in response.getheaders() if n == "Set-Cookie"]
    connection.close()
    assert found
    return {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": "; ".join([*cookies, f"sessionid={session}"]),
    }, found[1]


def test_each_of_many_registrations_sent_eight_times_is_one(
    live_server: LiveServer, ahead: Activity, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = rushing.form
    monkeypatch.setattr(rushing, "form", lambda number, born: one(number // EACH, born))
    tally = rush(
        urlsplit(live_server.url).netloc, ahead.pk, attempts=TIMES, clients=CLIENTS,
        born=timezone.localdate().year - 6, cancels=0,
    )  # fmt: skip
    assert tally.server_errors == 0, tally.statuses
    assert len(tally.registered) == TIMES  # nobody was refused
    assert len(set(tally.registered)) == Registration.objects.count() == TIMES // EACH
    assert Rules.objects.get(pk=ahead.pk).taken == TIMES // EACH
    assert Step.objects.count() == TIMES // EACH


def test_one_registration_sent_by_all_is_one(live_server: LiveServer, ahead: Activity) -> None:
    page = f"/activities/{ahead.pk}/"
    opened = Browser(urlsplit(live_server.url).netloc, page)
    opened.connection.close()
    values = rushing.form(1, timezone.localdate().year - 6)
    body = urlencode({"csrfmiddlewaretoken": opened.token, **values})
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": opened.cookie}
    answers = all_at_once(live_server, f"{page}register/", body, kind)
    assert [(status, count) for (status, _to), count in answers.items()] == [(302, TIMES)]
    assert Registration.objects.count() == Rules.objects.get(pk=ahead.pk).taken == 1


def test_one_tap_of_the_staff_sent_by_all_is_one_sign_in(
    live_server: LiveServer, activity: Activity, operator: User
) -> None:
    expected = party(activity, "张家", phone="13800004821")
    headers, token = form_of(operator, live_server, f"/desk/door/{activity.pk}/")
    body = urlencode({
        "csrfmiddlewaretoken": token, "key": "desk:tap", "registration": expected.pk, "adults": 1,
        "children": 1,
    })  # fmt: skip
    answers = all_at_once(live_server, f"/desk/door/{activity.pk}/sign-in/", body, headers)
    assert {status for status, _to in answers} == {302}, answers
    assert CheckIn.objects.count() == 1
    assert Rules.objects.get(pk=activity.pk).taken == 1


def test_one_count_of_heads_sent_by_all_is_counted_once(
    live_server: LiveServer, tea_room: Site, operator: User
) -> None:
    drop_in = plan_ahead(tea_room, starts=timezone.now() + timedelta(minutes=5))
    with_places(drop_in, 0, way="open")
    headers, token = form_of(operator, live_server, f"/desk/door/{drop_in.pk}/")
    body = urlencode({
        "csrfmiddlewaretoken": token, "key": "desk:heads", "band": "4-6", "heads": 3,
    })  # fmt: skip
    answers = all_at_once(live_server, f"/desk/door/{drop_in.pk}/heads/", body, headers)
    assert {status for status, _to in answers} == {302}, answers
    assert HeadCount.objects.count() == 1


def test_one_request_of_a_program_sent_by_all_has_one_effect_and_one_answer(
    live_server: LiveServer, activity: Activity, tea_room: Site
) -> None:
    expected = party(activity, "张家", phone="13800004821")
    asker = program(Role.OPERATOR, site=tea_room)
    headers = {
        "Content-Type": "application/json",
        "Authorization": f"Bearer {asker.secret}",
        "Idempotency-Key": "the-same-request",
    }
    body = json.dumps({
        "activity": activity.pk, "registration": expected.pk, "adults": 1, "children": 1,
    })  # fmt: skip
    answers = all_at_once(live_server, "/api/v1/check-ins", body, headers)
    done = [said for status, said in answers if status in (200, 201)]
    assert len(done) == 1, answers
    # Whoever asks while the first is at work is told to ask again; nobody is told another thing.
    assert {status for status, _said in answers} <= {200, 201, 409, 429}, answers
    assert CheckIn.objects.count() == 1
