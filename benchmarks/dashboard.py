"""The dashboard's first view, and the one after a change in the last month.

Ten years of 150 rooms in a data folder of its own, a real server on a free port, one client that
keeps its connection, everything warm. Each round changes a count of the last month, as a correction
does, and opens the page. The floors are the health page (what a request costs at all) and the
page's questions put to the lake in this process, forgotten before each round. Prints medians and
95th percentiles; exits 1 above the limit.
"""

import http.client
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date

LIMIT_MS, ROUNDS, CHARTS_ROUNDS, ROOMS, YEARS = 200.0, 100, 5, 150, range(2016, 2026)
HOME = tempfile.TemporaryDirectory(prefix="shufang-bench-")
os.environ |= {
    "SHUFANG_HOME": HOME.name,
    "DATABASE_URL": "",
    "DJANGO_SETTINGS_MODULE": "shufang.config.settings",
    "ALLOWED_HOSTS": "127.0.0.1",
}

from shufang.config.cli import prepare  # noqa: E402

prepare()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402

from shufang.activities.models import Activity, Category, MediaReport, StatedCount  # noqa: E402
from shufang.circulation.models import PeriodCount  # noqa: E402
from shufang.insight.pictures import PICTURES  # noqa: E402
from shufang.insight.queries.hot_cold import hot_cold  # noqa: E402
from shufang.insight.queries.lending import loans_by_year  # noqa: E402
from shufang.insight.queries.overview import key_figures, table_one  # noqa: E402
from shufang.insight.queries.years import contract_year  # noqa: E402
from shufang.lake import touch, version  # noqa: E402
from shufang.lake.engine import forget_answers  # noqa: E402
from shufang.people.models import Membership, User  # noqa: E402
from shufang.places.models import Site, Town  # noqa: E402

COOKIE = "sessionid"


def write_city() -> None:
    """150 rooms with 9 to 12 activities a year, and loans, visits and cards of every month."""
    chance = random.Random(7)  # noqa: S311 - the same city every time  # nosec B311 # rows, not secrets
    towns = [Town.objects.create(name=f"第{n}街道") for n in range(1, 16)]
    Site.objects.bulk_create(
        Site(
            name=f"第{n}智慧书房",
            slug=f"room-{n}",
            town=towns[n % 15],
            longitude=120.5 + chance.random(),
            latitude=30.5 + chance.random(),
        )
        for n in range(1, ROOMS + 1)
    )
    sites, categories = list(Site.objects.all()), list(Category.objects.all())
    Activity.objects.bulk_create(
        Activity(
            site=site,
            category=(category := chance.choice(categories)),
            national_type=category.national_type,
            title=f"讲故事第{n}场",
            day=date(year, chance.randint(1, 12), chance.randint(1, 28)),
        )
        for site in sites
        for year in YEARS
        for n in range(chance.randint(9, 12))
    )
    held = list(Activity.objects.all())
    StatedCount.objects.bulk_create(
        StatedCount(activity=one, sign_ins=(n := chance.randint(3, 40)), attendees=3 * n)
        for one in held
        if chance.random() < 0.97
    )
    MediaReport.objects.bulk_create(
        MediaReport(activity=one, outlet="禾城日报", day=one.day)
        for one in held
        if chance.random() < 0.1
    )
    PeriodCount.objects.bulk_create(
        PeriodCount(
            counted=counted,
            site=site,
            day=date(year, month, 16),
            value=chance.randint(50, 2000) if chance.random() < 0.98 else None,
        )
        for counted in ("loans", "visits", "new_cards")
        for site in sites
        for year in YEARS
        for month in range(1, 13)
    )


def change_the_last_month() -> None:
    """What a correction leaves behind: a changed row and a note for the lake."""
    with transaction.atomic():
        activity = Activity.objects.order_by("-day", "-id")[0]
        StatedCount.objects.update_or_create(
            activity=activity, defaults={"sign_ins": random.randint(1, 40)}  # noqa: S311  # nosec B311
        )  # fmt: skip
        touch("attendance", activity.day)


def clock(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def tell(name: str, times: list[float]) -> float:
    """Prints median and 95th percentile; gives the latter."""
    slow = statistics.quantiles(times, n=20)[18] if len(times) > 1 else times[0]
    print(f"  {name:34} median {statistics.median(times):8.1f} ms   p95 {slow:8.1f} ms")
    return slow


class Reader:
    """One signed-in client that keeps its connection open."""

    def __init__(self, port: int) -> None:
        user = User.objects.create(username="li", name="李运营")
        Membership.objects.create(user=user, role="operator")
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        self.cookie = f"{COOKIE}={client.cookies[COOKIE].value}"
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def open(self, path: str) -> bytes:
        self.connection.request("GET", path, headers={"Cookie": self.cookie})
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path} answers {answer.status}: {body[:300]!r}")
        return body


def start_server() -> tuple[subprocess.Popen[bytes], int]:
    """A server as `shufang run` starts it, listening before this returns."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    call_command("collectstatic", interactive=False, verbosity=0)
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
        "--port", str(port), "--workers", "2", "--blocking-threads", "8", "--log-level", "error",
        "shufang.config.wsgi:application",
    ]  # fmt: skip
    server = subprocess.Popen(command)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return server, port
    server.terminate()
    raise RuntimeError("the server does not listen")


def ask_the_lake() -> None:
    """The questions of the page, counted anew."""
    forget_answers()
    period = contract_year()
    table_one(period)
    hot_cold(period)
    key_figures(period)
    loans_by_year(period)


def main() -> int:
    write_city()
    print(f"{Activity.objects.count():,} activities and {PeriodCount.objects.count():,} counts")
    print(f"  the lake built from nothing        {clock(version):8.1f} ms")
    server, port = start_server()
    try:
        reader = Reader(port)
        if "表一".encode() not in reader.open("/desk/"):
            raise RuntimeError("this is not the dashboard")
        reader.open("/desk/")
        first = tell("dashboard", [clock(lambda: reader.open("/desk/")) for _ in range(ROUNDS)])
        changed = []
        for _ in range(ROUNDS):
            change_the_last_month()
            changed.append(clock(lambda: reader.open("/desk/")))
        after = tell("after a change in the last month", changed)
        tell("floor: the health page", [clock(lambda: reader.open("/healthz")) for _ in range(20)])
        tell("floor: its questions to the lake", [clock(ask_the_lake) for _ in range(20)])
        for name in PICTURES:
            path = f"/desk/figures/chart/{name}/"
            drawn = clock(lambda path=path: reader.open(path))  # type: ignore[misc]
            kept = [clock(lambda path=path: reader.open(path)) for _ in range(CHARTS_ROUNDS)]  # type: ignore[misc]
            print(
                f"  chart {name:28} drawn  {drawn:8.1f} ms   kept {statistics.median(kept):6.1f} ms"
            )
    finally:
        server.terminate()
        server.wait(timeout=20)
    print(f"  limit of p95: {LIMIT_MS:.0f} ms")
    return int(max(first, after) > LIMIT_MS)


if __name__ == "__main__":
    sys.exit(main())
