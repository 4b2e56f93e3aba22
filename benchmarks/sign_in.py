"""Check-ins a second over HTTP and how long they take, on SQLite and PostgreSQL, beside a bare
floor view in the same run.

    python benchmarks/sign_in.py [families] [engine]

Every family sends the form of its own phone once: ticket, party, heads. Twelve connections, two
server processes as `shufang run` starts them. The floor is one UPDATE and one INSERT behind the
same middleware. Exits 1 when a check-in is refused or missing, when fewer than 240 a second come
through, or when the floor is more than six times as fast.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # importing it sets the environment
    from benchmarks.door_kit import Phone, Server

    Tap = Callable[[Phone, HTTPConnection], bool]

ROOT = Path(__file__).resolve().parents[1]
CLIENTS, LEAST, LIMIT = 12, 240, 6.0


def main() -> int:
    families = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    if os.environ.get("DOOR_ENGINE"):
        return measure(families)
    codes = []
    for engine in sys.argv[2:3] or ["sqlite", "postgresql"]:
        command = [sys.executable, __file__, str(families)]
        if engine == "postgresql":
            command = [sys.executable, str(ROOT / "tests/plugins/with_postgresql.py"), *command]
        env = {**os.environ, "DOOR_ENGINE": engine, "DOOR_SETTINGS": "benchmarks.sign_in_site"}
        codes.append(subprocess.run(command, env=env, cwd=ROOT, check=False).returncode)
    return max(codes)


def measure(families: int) -> int:
    if os.environ["DOOR_ENGINE"] == "postgresql":
        os.environ["DOOR_DATABASE_URL"] = os.environ["TEST_DATABASE_URL"]
    sys.path.insert(0, str(ROOT))
    from benchmarks.door_kit import HEADERS, Server, phones
    from shufang.activities.models import CheckIn

    everybody = phones(families * 2, activities=max(1, families // 50))
    really, floor = everybody[::2], everybody[1::2]
    server = Server()
    server.start()

    def tap_floor(phone: Phone, link: HTTPConnection) -> bool:
        body = f"party={phone.registration}"
        link.request("POST", "/door/floor/", body=body, headers=HEADERS)
        answer = link.getresponse()
        answer.read()
        return bool(answer.status == 302)

    try:
        warm = 40
        drive(server, really[:warm], lambda phone, link: phone.tap(link))
        drive(server, floor[:warm], tap_floor)
        times, took, failed = drive(server, really[warm:], lambda phone, link: phone.tap(link))
        base, base_took, base_failed = drive(server, floor[warm:], tap_floor)
    finally:
        server.stop()
    pace, floor_pace = len(times) / took, len(base) / base_took
    kept = CheckIn.objects.filter(key__startswith="door:").count()
    print(f"{os.environ['DOOR_ENGINE']}: {families:,} families, {CLIENTS} connections")
    tell("check-ins", pace, times)
    tell("floor: one UPDATE and one INSERT", floor_pace, base)
    print(
        f"  {floor_pace / pace:.1f} times the floor; refused {failed + base_failed}; kept {kept:,}"
    )
    wrong = failed or base_failed or kept != len(really)
    return int(bool(wrong or pace < LEAST or floor_pace / pace > LIMIT))


def drive(server: Server, waiting: list[Phone], tap: Tap) -> tuple[list[float], float, int]:
    """Everybody once, over so many connections: seconds of each, of all, and how many failed."""
    waiting, lock = list(waiting), threading.Lock()
    times: list[float] = []
    failed = [0]

    def one() -> None:
        link = server.connect()
        while True:
            with lock:
                if not waiting:
                    return
                phone = waiting.pop()
            start = time.perf_counter()
            good = tap(phone, link)
            spent = time.perf_counter() - start
            with lock:
                times.append(spent)
                failed[0] += not good

    start = time.perf_counter()
    clients = [threading.Thread(target=one) for _ in range(CLIENTS)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return times, time.perf_counter() - start, failed[0]


def tell(name: str, pace: float, times: list[float]) -> None:
    ordered = sorted(1000 * each for each in times)

    def at(share: float) -> float:
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    print(
        f"  {name:34} {pace:7.0f} a second   p50 {at(0.5):6.1f} ms   p99 {at(0.99):6.1f} ms   "
        f"max {ordered[-1]:7.1f} ms"
    )


if __name__ == "__main__":
    sys.exit(main())
