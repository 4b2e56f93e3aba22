"""kill -9 of the web server and the worker while families sign in; then count.

    python benchmarks/kill_at_the_door.py [rounds]        50 unless told otherwise

Several phones send their forms one after another. After a fraction of a second everything is
killed and started again; a phone that heard nothing sends the same form again, as people do. What
the server acknowledged (the answer was read to its end) must be there, and nothing twice. Prints
one line and exits 1 when a check-in is lost or doubled.
"""

import http.client
import json
import random
import sys
import threading
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from django.db import connection

from benchmarks.door_kit import Phone, Server, phones
from shufang.activities.models import CheckIn, Registration, Rules, Step

CLIENTS = 6  # phones at once
WARM = 12  # check-ins of a round before the kill is due
A_MOMENT = (0.0, 0.7)  # seconds from then to the kill


class Queue:
    """The families at the door; whoever heard nothing stands in front again."""

    def __init__(self, waiting: list[Phone]) -> None:
        self.waiting, self.unanswered = waiting, list[Phone]()
        self.lock, self.over = threading.Lock(), threading.Event()
        self.heard = 0

    def next(self) -> Phone | None:
        with self.lock:
            return self.waiting.pop() if self.waiting else None

    def send(self, server: Server) -> None:
        """One phone after another, until the line is cut."""
        link = server.connect()
        while not self.over.is_set() and (phone := self.next()):
            try:
                phone.tap(link)
            except (OSError, http.client.HTTPException):
                with self.lock:
                    self.unanswered.append(phone)
                return
            with self.lock:
                self.heard += 1

    def again_from_here(self) -> None:
        """A new start of the server."""
        self.unanswered, self.heard = [], 0
        self.over.clear()


def main(rounds: int) -> int:
    everybody = phones(parties=rounds * 200, activities=max(4, rounds * 3))
    chance = random.Random(4821)  # noqa: S311 - when to kill  # nosec B311
    chance.shuffle(everybody)
    queue, server, interrupted = Queue(list(everybody)), Server(), 0
    for number in range(rounds + 1):
        last = number == rounds
        if last:  # only what heard nothing is sent again
            queue.waiting = [*queue.unanswered]
        else:
            queue.waiting += queue.unanswered
        queue.again_from_here()
        server.start(with_worker=True)
        clients = [threading.Thread(target=queue.send, args=(server,)) for _ in range(CLIENTS)]
        for client in clients:
            client.start()
        if not last:
            deadline = time.monotonic() + 60
            while queue.heard < WARM and time.monotonic() < deadline:
                time.sleep(0.005)
            time.sleep(chance.uniform(*A_MOMENT))
            server.kill()
            queue.over.set()
        for client in clients:
            client.join()
        interrupted += len(queue.unanswered)
    server.stop()
    return _count(everybody, rounds, interrupted)


def _count(everybody: list[Phone], rounds: int, interrupted: int) -> int:
    keys = Counter(CheckIn.objects.values_list("key", flat=True))
    parties = Counter(
        CheckIn.objects.filter(voided_at=None).values_list("registration_id", flat=True)
    )
    acknowledged = [phone for phone in everybody if phone.acknowledged]
    attended = set(Registration.objects.filter(stage="attended").values_list("pk", flat=True))
    steps = Counter(Step.objects.filter(after="attended").values_list("registration_id", flat=True))
    told = {
        "engine": connection.vendor,
        "rounds": rounds,
        "acknowledged": len(acknowledged),
        "interrupted": interrupted,
        "lost": sum(1 for phone in acknowledged if not keys[phone.key]),
        "doubled": sum(1 for n in (*keys.values(), *parties.values(), *steps.values()) if n > 1),
        "half": len(attended ^ set(parties)),
        "oversold": sum(1 for rules in Rules.objects.all() if rules.taken > rules.places),
        "refused": sum(len(phone.errors) for phone in everybody),
        "sound": _is_sound(),
    }
    print(json.dumps(told))
    return int(bool(told["lost"] or told["doubled"] or told["half"] or not told["sound"]))


def _is_sound() -> bool:
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        return bool(cursor.fetchone() == ("ok",))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 50))
