"""The rush for places over HTTP: 64 clients, 10,000 attempts for 1, 30 and 10,000 places, with
cancels and promotions mixed in, on SQLite and PostgreSQL, beside a bare floor view in the same run.

Prints successes a second, p50, p99 and max, how long 500 families take who want 100 places at the
same moment, how the public page of an activity does with 8 clients, and the memory of all processes
(PSS). Exits 1 when something was oversold, left unsold while somebody waited, answered with a
server error, or lies above the limits.

    python benchmarks/rush.py [attempts] [engine]
"""

import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LIMIT, CLIENTS, PAGE_CLIENTS, PAGE_P95, MEMORY = 3.0, 64, 8, 0.060, 400
AT_ONCE, FOR_PLACES, AT_ONCE_SECONDS = 500, 100, 1.09
PORT = int(os.environ.get("RUSH_PORT", "8103"))
HOST = f"127.0.0.1:{PORT}"


def main() -> int:
    attempts = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    engines = sys.argv[2:3] or ["sqlite", "postgresql"]
    if os.environ.get("RUSH_ENGINE"):
        return run(os.environ["RUSH_ENGINE"], attempts)
    codes = []
    for engine in engines:
        command = [sys.executable, __file__, str(attempts)]
        if engine == "postgresql":
            command = [sys.executable, str(ROOT / "tests/plugins/with_postgresql.py"), *command]
        env = {**os.environ, "RUSH_ENGINE": engine}
        codes.append(subprocess.run(command, env=env, check=False).returncode)
    return max(codes)


def run(engine: str, attempts: int) -> int:
    """One engine: its own data folder, its own server."""
    with tempfile.TemporaryDirectory(prefix="shufang-rush-") as home:
        os.environ |= {
            "SHUFANG_HOME": home,
            "DATABASE_URL": os.environ.get("TEST_DATABASE_URL", "") if engine != "sqlite" else "",
            "DJANGO_SETTINGS_MODULE": "benchmarks.rush_site",
            "PYTHONPATH": str(ROOT),
        }
        sys.path.insert(0, str(ROOT))
        from shufang.config.cli import prepare

        prepare()
        seed = subprocess.Popen([sys.executable, "-c", SERVER, str(PORT)], cwd=ROOT)
        try:
            wait_until_up()
            return measure(engine, attempts, seed.pid)
        finally:
            seed.terminate()
            seed.wait(30)


SERVER = """
import sys
from shufang.config.cli import main
main(["shufang", "run", "--port", sys.argv[1]])
"""


def measure(engine: str, attempts: int, server: int) -> int:
    from django.db.models import Sum
    from django.utils import timezone

    from shufang.activities.choices import SEATED, Stage
    from shufang.activities.models import Registration, Rules
    from tests.activities.rush import rush
    from tests.cast import make_site
    from tests.factories.planned import plan_ahead, with_places

    site = make_site("湖滨智慧书房", "hubin", town="南湖街道")
    born, faults = timezone.localdate().year - 6, []
    print(f"\n{engine}: {attempts} attempts, {CLIENTS} clients")
    floors = [floor_of(site, attempts)]
    for places in (1, 30, 10_000):
        activity = plan_ahead(site)
        with_places(activity, places, waiting_places=100)
        tally = rush(HOST, activity.pk, attempts=attempts, clients=CLIENTS, born=born)
        rules = Rules.objects.get(pk=activity.pk)
        mine = Registration.objects.filter(activity=activity)
        sold = mine.filter(stage__in=SEATED).aggregate(n=Sum("takes"))["n"] or 0
        waiting = mine.filter(stage=Stage.WAITING).count()
        successes = len(tally.registered) / tally.seconds
        print(
            f"  {places:>6} places: {len(tally.registered)} registered ({sold} with a place, "
            f"{waiting} waiting, {tally.cancelled} cancelled), {successes:.0f} successes/s, "
            f"{len(tally.took) / tally.seconds:.0f} attempts/s; {shown(tally.took)}"
        )
        if sold > places or sold != rules.taken:
            faults.append(f"oversold: {sold} of {places}, taken {rules.taken}")
        if waiting and sold < places:
            faults.append(f"unsold: {places - sold} while {waiting} wait")
        if tally.server_errors:
            faults.append(f"server errors: {tally.statuses}")
    activity = plan_ahead(site)
    with_places(activity, 10_000)
    plain = rush(HOST, activity.pk, attempts=attempts, clients=CLIENTS, born=born, cancels=0)
    rate = len(plain.registered) / plain.seconds
    print(f"  nobody cancels: {rate:.0f} successes/s; {shown(plain.took)}")
    floors.append(floor_of(site, attempts))  # before and after: the machine has other work, too
    floor = statistics.mean(floors)
    print(f"  floor view: {floor:.0f} successes/s; ratio {floor / rate:.2f} ({LIMIT})")
    if floor / rate > LIMIT:
        faults.append("further from the floor than the limit")
    activity = plan_ahead(site)
    with_places(activity, FOR_PLACES, waiting_places=0)
    crowd = rush(HOST, activity.pk, attempts=AT_ONCE, clients=AT_ONCE, born=born, cancels=0)
    print(
        f"  {AT_ONCE} families at once for {FOR_PLACES} places: {crowd.seconds:.2f} s "
        f"({AT_ONCE_SECONDS}), {len(crowd.registered)} registered; {shown(crowd.took)}"
    )
    if crowd.seconds > AT_ONCE_SECONDS or len(crowd.registered) != FOR_PLACES:
        faults.append("a crowd takes too long, or too many or too few places")
    per_second, p95 = page(plan_with(site, plan_ahead, with_places))
    print(
        f"  public page: {per_second:.0f} a second, p95 {p95 * 1000:.0f} ms "
        f"({PAGE_CLIENTS} clients)"
    )
    if p95 > PAGE_P95:
        faults.append(f"the public page takes {p95 * 1000:.0f} ms (p95)")
    used = memory(server)
    print(f"  memory of all processes: {used:.0f} MB (PSS)")
    if used > MEMORY:
        faults.append(f"{used:.0f} MB")
    for fault in faults:
        print(f"  ! {fault}")
    return 1 if faults else 0


def plan_with(site, plan, places) -> int:  # type: ignore[no-untyped-def]
    activity = plan(site)
    places(activity, 15)
    return activity.pk  # type: ignore[no-any-return]


def floor_of(site, attempts: int) -> float:  # type: ignore[no-untyped-def]
    """The same clients, the same forms, another view."""
    from tests.activities import rush
    from tests.factories.planned import plan_ahead, with_places

    activity = plan_ahead(site)
    with_places(activity, 10_000)

    class ToFloor(rush.Browser):
        def post(self, path: str, values: dict[str, str]):  # type: ignore[no-untyped-def]
            return super().post(f"/floor/{activity.pk}/", values)

    kept, rush.Browser = rush.Browser, ToFloor  # type: ignore[misc]
    try:
        tally = rush.rush(
            HOST, activity.pk, attempts=attempts, clients=CLIENTS, born=2020, cancels=0
        )
    finally:
        rush.Browser = kept  # type: ignore[misc]
    return len(tally.registered) / tally.seconds


def page(pk: int, seconds: float = 8.0) -> tuple[float, float]:
    """Requests a second of an activity's page for anybody, and the 95th percentile."""
    import http.client

    took: list[float] = []
    end = time.perf_counter() + seconds

    def client() -> None:
        connection = http.client.HTTPConnection(HOST, timeout=30)
        while time.perf_counter() < end:
            begun = time.perf_counter()
            connection.request("GET", f"/activities/{pk}/")
            response = connection.getresponse()
            assert response.status == 200, response.status
            response.read()
            took.append(time.perf_counter() - begun)
        connection.close()

    threads = [threading.Thread(target=client) for _ in range(PAGE_CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(took) / seconds, statistics.quantiles(took, n=20)[18]


def shown(took: list[float]) -> str:
    cuts = statistics.quantiles(took, n=100)
    return f"p50 {cuts[49] * 1000:.0f}, p99 {cuts[98] * 1000:.0f}, max {max(took) * 1000:.0f} ms"


def wait_until_up() -> None:
    import http.client

    for _ in range(300):
        try:
            connection = http.client.HTTPConnection(HOST, timeout=5)
            connection.request("GET", "/healthz")
            if connection.getresponse().status < 500:
                connection.close()
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the server did not come up")


def memory(root: int) -> float:
    """PSS of the server and all its descendants, in MB."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(folder.name))
    todo, total = [root], 0
    while todo:
        pid = todo.pop()
        todo += parents.get(pid, [])
        try:
            lines = (Path("/proc") / str(pid) / "smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


if __name__ == "__main__":
    sys.exit(main())
