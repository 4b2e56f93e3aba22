"""What both door benchmarks need: a data folder of its own, parties, phones, and a real server.

Import it before anything of Django: it sets the environment. `DOOR_DATABASE_URL` names a PostgreSQL
database; without it everything lies in SQLite.
"""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

HOME = tempfile.TemporaryDirectory(prefix="shufang-door-")
CHECKOUT = Path(__file__).resolve().parent.parent
os.environ |= {
    "SHUFANG_HOME": HOME.name,
    "DATABASE_URL": os.environ.get("DOOR_DATABASE_URL", ""),
    "DJANGO_SETTINGS_MODULE": os.environ.get("DOOR_SETTINGS", "shufang.config.settings"),
    "ALLOWED_HOSTS": "127.0.0.1",
    "PYTHONPATH": str(CHECKOUT),
}

from shufang.config.cli import prepare  # noqa: E402

prepare()
(Path(HOME.name) / "static").mkdir(exist_ok=True)  # nobody asks for files here

from django.core import signing  # noqa: E402
from django.middleware.csrf import _get_new_csrf_string  # noqa: E402
from django.utils import timezone  # noqa: E402

from shufang.activities.actions.signing_in.open_ticket import Ticket  # noqa: E402
from shufang.activities.choices import Method, Stage, State  # noqa: E402
from shufang.activities.models import Activity, Category, Registration, Rules  # noqa: E402
from shufang.activities.web.door.participant import COOKIE, SALT  # noqa: E402
from shufang.places.models import Site, Town  # noqa: E402
from shufang.shared.secrets import blind, fingerprint, new_token  # noqa: E402

DIGITS = "4821"
HEADERS = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Phone:
    """One family with its phone in front of the screen: everything its last tap sends."""

    registration: int
    activity: int
    key: str
    body: str
    cookies: str
    acknowledged: int = 0
    errors: list[str] = field(default_factory=list)

    def tap(self, connection: http.client.HTTPConnection) -> bool:
        """Send the form; true when the server has said that the family is signed in."""
        headers = {**HEADERS, "Cookie": self.cookies}
        connection.request("POST", "/door/rticket/", body=self.body, headers=headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status == 302 and "/door/done/" in (answer.getheader("Location") or ""):
            self.acknowledged += 1
            return True
        self.errors.append(f"{answer.status}")
        return False


def phones(parties: int, activities: int) -> list[Phone]:
    """So many registered families, spread over activities that have just begun."""
    town = Town.objects.create(name="示例街道")
    site = Site.objects.create(name="示例智慧书房", slug="bench", town=town)
    category = Category.objects.order_by("pk")[0]
    starts = timezone.now() - timedelta(minutes=5)
    found = []
    for number in range(activities):
        activity = Activity.objects.create(
            site=site,
            category=category,
            national_type=category.national_type,
            title=f"讲故事第{number}场",
            day=timezone.localdate(starts),
            starts_at=starts,
            ends_at=starts + timedelta(hours=3),
            state=State.SCHEDULED,
            published_at=starts,
        )
        share = parties // activities
        Rules.objects.create(
            activity=activity, way="first", places=share, taken=share, next_number=share + 1
        )
        Registration.objects.bulk_create(
            Registration(
                activity=activity,
                name=f"第{each}家",
                stage=Stage.CONFIRMED,
                number=each + 1,
                adults=1,
                children=2,
                takes=1,
                last_four=DIGITS,
                token=fingerprint(new_token()),
            )
            for each in range(share)
        )
        parties_of = Registration.objects.filter(activity=activity).values_list("pk", flat=True)
        found += [_phone(party, activity.pk) for party in parties_of]
    return found


def _phone(registration: int, activity: int) -> Phone:
    browser = new_token()[:22]
    participant = f"b{blind(browser, 'door browser')[:16]}"
    # Opened a little ahead: a run may take longer than the 90 seconds of a ticket.
    opened = timezone.now() + timedelta(hours=1)
    ticket = Ticket(activity, Method.ROTATING, participant, "7", opened)
    csrf = _get_new_csrf_string()
    cookie = signing.get_cookie_signer(salt=COOKIE + SALT).sign(browser)
    said = {
        "csrfmiddlewaretoken": csrf, "ticket": ticket.written(), "step": "come",
        "party": registration, "digits": DIGITS, "adults": 1, "children": 2,
    }  # fmt: skip
    cookies = f'{COOKIE}="{cookie}"; csrftoken={csrf}; language=zh-hans'
    return Phone(registration, activity, ticket.key, urlencode(said), cookies)


class Server:
    """The web server as `shufang run` starts it, and the worker, in one group of processes."""

    def __init__(self, *, workers: int = 2, application: str = "shufang.config.wsgi") -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.workers, self.application = workers, application
        self.processes: list[subprocess.Popen[bytes]] = []

    def start(self, *, with_worker: bool = False) -> None:
        web = [
            sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
            "--port", str(self.port), "--workers", str(self.workers), "--blocking-threads", "8",
            "--log-level", "error", f"{self.application}:application",
        ]  # fmt: skip
        self.processes = [subprocess.Popen(web, start_new_session=True)]
        if with_worker:
            worker = [sys.executable, "-m", "django", "worker", "--name", "door-bench"]
            self.processes.append(subprocess.Popen(worker, start_new_session=True))
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                connection = self.connect()
                connection.request("GET", "/healthz")
                if connection.getresponse().status < 500:
                    return  # processes that are still waking up make the first taps slow
            except OSError:
                time.sleep(0.05)
            except http.client.HTTPException:
                time.sleep(0.05)
        raise RuntimeError("the server does not listen")

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)

    def kill(self) -> None:
        """kill -9 of everything, without a word before."""
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        self._signal(signal.SIGTERM)

    def _signal(self, number: int) -> None:
        for process in self.processes:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, number)
        for process in self.processes:
            process.wait(timeout=30)
        self.processes = []
