"""Three tablets and a server through everything that goes wrong, against the real database.

The machine below is driven by Hypothesis: tablets lose the network, are killed, have their clocks
set, send things twice, in parts and in any order, lose answers, are revoked and paired again; the
server's activities and registrations change meanwhile, and its database is restored to an older
state. After every sequence all tablets come back and send what they have. Then:

- every entry of every tablet stands on the server, once, as counted, in conflict or refused;
- no entry and no party is counted twice; what is counted lies in the hours of signing in;
- every conflict is on the page where people settle conflicts, with words of its own.

`python -m tests.long.offline_merge --sequences 5000` prints the figures.
"""

import argparse
import os
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()

from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

from shufang.activities.actions.registering.stages import move
from shufang.activities.actions.tablet.merge import Batch, key_of, merge
from shufang.activities.actions.tablet.register import pair, pairing_code, register_tablet
from shufang.activities.choices import Stage, State
from shufang.activities.models import Activity, CheckIn, Device, Registration, TabletEntry
from shufang.activities.queries.tablet.access import device_by_token
from shufang.activities.queries.tablet.state import conflicts_of
from shufang.activities.queries.tablet.timing import AGREE, Reading
from shufang.activities.queries.tablet.words import conflict_words
from shufang.people.models import User
from shufang.places.models import Site
from shufang.shared.roles import Role
from tests.cast import make_site, make_user
from tests.factories.planned import plan_ahead, with_places
from tests.factories.tablets import expect_party, ms

TABLETS = 3
STEPS = 50
START = datetime.fromisoformat("2026-11-21T10:00:00+08:00")
DAY = timedelta(days=1)


@dataclass
class World:
    """What stands in the database before every sequence; each takes back all it did."""

    operator: User
    site: Site
    elsewhere: Site
    activities: list[Activity]
    parties: list[Registration]
    tokens: list[str]


def build_world() -> World:
    """A room with three tablets; this morning's activity, a small full one, and one in the
    afternoon."""
    site = make_site("茶园小学智慧书房", "chayuan", town="茶园街道")
    elsewhere = make_site("太平智慧书房", "taiping", town="太平镇")
    operator = make_user("li", "李运营", Role.OPERATOR)
    activities = [
        plan_ahead(site, starts=START, minutes=90),
        plan_ahead(site, starts=START, minutes=90, title="小场"),
        plan_ahead(site, starts=START + timedelta(hours=4), title="下午场"),
    ]
    for activity, places in zip(activities, (12, 2, 12), strict=True):
        with_places(activity, places)
    parties = [
        expect_party(activities[number % 2], f"1380000{number:04}", name=f"{name}家")
        for number, name in enumerate("张李陈王赵")
        if number != 3
    ]
    waiting = expect_party(activities[0], "13800009999", name="孙家", stage=Stage.WAITING)
    tokens = []
    for name in ("甲", "乙", "丙"):
        device = register_tablet(actor=operator, site=site, name=name)
        tokens.append(pair(code=pairing_code(actor=operator, device=device)).token)
    return World(operator, site, elsewhere, activities, [*parties, waiting], tokens)


@dataclass
class Kept:
    """One entry in a tablet's store, as store.js keeps it."""

    body: dict[str, Any]
    truly_at: datetime
    state: str = "queued"
    disturbed: bool = False  # the clock was set since the last contact, or before the upload


@dataclass
class Tablet:
    """What the script of a tablet does, and what the world does to it."""

    token: str
    online: bool = True
    error: timedelta = timedelta(0)  # of its clock
    page: str = f"{1:016x}"
    opened_at: datetime = START
    offset: int | None = 0
    stamp: str = ""
    entries: dict[str, Kept] = field(default_factory=dict)

    def reading(self, now: datetime) -> dict[str, Any]:
        return {
            "clock": ms(now + self.error),
            "running": ms(now) - ms(self.opened_at),
            "page": self.page,
        }

    def queued(self) -> list[str]:
        return [nonce for nonce, kept in self.entries.items() if kept.state == "queued"]


class OfflineMerge(RuleBasedStateMachine):
    """The rules; `world` is set by whoever runs it."""

    world: World
    figures: Counter[str] = Counter()
    resend = True  # what a tablet does when the server has gone back in time

    def __init__(self) -> None:
        super().__init__()
        self.start = transaction.savepoint()
        self.backup: str | None = None
        self.now = START
        self.numbers = 0
        self.tablets = [Tablet(token) for token in self.world.tokens]

    @initialize()
    def begin(self) -> None:
        self.figures["sequences"] += 1

    # ---- at the tablets ----

    @rule(at=st.integers(0, TABLETS - 1), party=st.integers(0, 4), adults=st.integers(0, 2))
    def sign_in(self, at: int, party: int, adults: int) -> None:
        registration = self.world.parties[party]
        body = {"kind": "in", "adults": adults, "children": 1, "registration": registration.pk}
        self._keep(at, body | {"activity": registration.activity_id})

    @rule(
        at=st.integers(0, TABLETS - 1),
        activity=st.sampled_from([0, 0, 0, 1, 2]),
        children=st.integers(1, 3),
    )
    def walk_in(self, at: int, activity: int, children: int) -> None:
        pk = self.world.activities[activity].pk
        self._keep(at, {"kind": "in", "adults": 1, "children": children, "activity": pk})

    @rule(at=st.integers(0, TABLETS - 1), party=st.integers(0, 4))
    def sign_out(self, at: int, party: int) -> None:
        registration = self.world.parties[party]
        body = {"kind": "out", "adults": 0, "children": 0, "registration": registration.pk}
        self._keep(at, body | {"activity": registration.activity_id})

    def _keep(self, at: int, body: dict[str, Any]) -> None:
        tablet = self.tablets[at]
        self.numbers += 1
        nonce = f"{self.numbers:032x}"
        whole = {"nonce": nonce, **body, **tablet.reading(self.now)}
        if tablet.offset is not None:
            whole["offset"] = tablet.offset
        known = tablet.offset == -round(tablet.error.total_seconds() * 1000)
        tablet.entries[nonce] = Kept(whole, self.now, disturbed=not known)
        self.figures["entries"] += 1

    @rule(
        at=st.integers(0, TABLETS - 1),
        what=st.sampled_from(["offline", "offline", "online", "online", "killed", "clock"]),
        error=st.sampled_from([-DAY, -timedelta(hours=1), timedelta(0), timedelta(minutes=9), DAY]),
    )
    def trouble(self, at: int, what: str, error: timedelta) -> None:
        """The network comes and goes, the tablet starts anew (its store is on disk), somebody
        sets its clock."""
        tablet = self.tablets[at]
        if what in ("offline", "online"):
            tablet.online = what == "online"
        elif what == "killed":
            self.numbers += 1
            tablet.page, tablet.opened_at = f"{self.numbers:016x}", self.now
        elif error != tablet.error:
            tablet.error = error
            for kept in tablet.entries.values():
                kept.disturbed = True

    @rule(minutes=st.sampled_from([1, 2, 3, 5, 8, 45]))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    # ---- between tablet and server ----

    @rule(
        at=st.integers(0, TABLETS - 1),
        most=st.integers(1, 6),
        order=st.randoms(use_true_random=False),
        answered=st.booleans(),
    )
    def upload(self, at: int, most: int, order: random.Random, answered: bool) -> None:
        """Some of the queue, in any order; the answer may be lost on its way back."""
        tablet = self.tablets[at]
        if tablet.online:
            queued = tablet.queued()
            order.shuffle(queued)
            self._contact(tablet, queued[:most], answered=answered)

    @rule(at=st.integers(0, TABLETS - 1), order=st.randoms(use_true_random=False))
    def upload_again(self, at: int, order: random.Random) -> None:
        """Page and worker both send, or somebody pressed the button."""
        tablet = self.tablets[at]
        if tablet.online and tablet.entries:
            known = [order.choice(list(tablet.entries)) for _time in range(3)]
            self._contact(tablet, known, answered=True)

    @rule(at=st.integers(0, TABLETS - 1), other=st.integers(0, TABLETS - 1))
    def upload_changed(self, at: int, other: int) -> None:
        """Another content under a number that was sent before."""
        device = device_by_token(self.tablets[at].token)
        sent = [k for k in self.tablets[other].entries.values() if k.state != "queued"]
        if device is None or not sent:
            return
        body = {**sent[-1].body, "children": 30}
        reading = Reading(**self.tablets[at].reading(self.now))
        if not TabletEntry.objects.filter(nonce=body["nonce"]).exists():
            return  # forgotten by a restored server: then this would be the first
        results = merge(
            device=device,
            batch=Batch(reading, [body], self.tablets[at].stamp),
            received_at=self.now,
        ).results
        assert results[0].outcome in ("refused", "known"), results
        self.figures["changed bodies"] += 1

    def _contact(self, tablet: Tablet, nonces: list[str], *, answered: bool) -> bool:
        """As upload.js does it; False where the server does not know this tablet."""
        device = device_by_token(tablet.token)
        if device is None:
            return False
        reading = Reading(**tablet.reading(self.now))
        bodies = [tablet.entries[nonce].body for nonce in nonces]
        batch = Batch(reading, bodies, tablet.stamp)
        answer = merge(device=device, batch=batch, received_at=self.now)
        results = answer.results
        self.figures["uploads"] += 1
        assert [result.nonce for result in results] == nonces
        if not answered:
            self.figures["lost answers"] += 1
            return True
        for result in results:
            tablet.entries[result.nonce].state = result.outcome
        tablet.offset = ms(self.now) - reading.clock
        tablet.stamp = answer.stamp
        if answer.again and self.resend:
            self.figures["resent after a restore"] += 1
            for kept in tablet.entries.values():
                kept.state = "queued"
        return True

    # ---- on the server ----

    @rule(
        at=st.integers(0, TABLETS - 1),
        party=st.integers(0, 4),
        activity=st.integers(0, 2),
        what=st.sampled_from(
            ["revoke", "pair", "party", "party", "cancel", "as planned", "other room", "later"]
        ),
    )
    def meanwhile(self, at: int, party: int, activity: int, what: str) -> None:
        """Somebody at a desk changes something that tablets don't know yet."""
        if what == "revoke":
            self._revoke(self.tablets[at])
        elif what == "pair":  # as another device, with the same store
            self._pair(self.tablets[at])
        elif what == "party":
            self._cancel(self.world.parties[party])
        else:
            self._change(self.world.activities[activity].pk, what)

    def _revoke(self, tablet: Tablet) -> None:
        device = device_by_token(tablet.token)
        if device is not None and device.revoked_at is None:
            Device.objects.filter(pk=device.pk).update(revoked_at=self.now)
            self.figures["revoked"] += 1

    def _pair(self, tablet: Tablet) -> None:
        self.numbers += 1
        device = register_tablet(
            actor=self.world.operator, site=self.world.site, name=f"平板 {self.numbers}"
        )
        tablet.token = pair(code=pairing_code(actor=self.world.operator, device=device)).token
        self.figures["paired again"] += 1

    def _cancel(self, registration: Registration) -> None:
        registration.refresh_from_db()
        if registration.stage in (Stage.CONFIRMED, Stage.WAITING):
            move(registration, Stage.CANCELLED, actor="family", quietly=True)

    def _change(self, pk: int, what: str) -> None:
        row = Activity.objects.get(pk=pk)
        assert row.starts_at is not None
        assert row.ends_at is not None
        if what == "cancel":
            row.state = State.CANCELLED
        elif what == "as planned":
            row.site = self.world.site
            row.state = State.SCHEDULED if row.state == State.CANCELLED else row.state
        elif what == "other room":
            row.site = self.world.elsewhere
        else:
            row.starts_at, row.ends_at = row.starts_at + DAY / 24, row.ends_at + DAY / 24
        row.save()

    @rule()
    def back_up_or_restore(self) -> None:
        """The database as it was; whatever came since is gone from the server."""
        if self.backup is None:
            self.backup = transaction.savepoint()
            return
        transaction.savepoint_rollback(self.backup)
        self.figures["restores"] += 1

    # ---- the end ----

    def teardown(self) -> None:
        try:
            if self.tablets:
                self._everybody_comes_back()
                self._check()
        finally:
            transaction.savepoint_rollback(self.start)
            transaction.savepoint_commit(self.start)  # or they pile up, and every step gets slower

    def _everybody_comes_back(self) -> None:
        self.now += timedelta(minutes=5)
        for tablet in self.tablets:
            tablet.online = True
            for _round in range(60):
                if not self._contact(tablet, tablet.queued()[:7], answered=True):
                    self._pair(tablet)
                elif not tablet.queued():
                    break
            assert not tablet.queued(), "a tablet is not rid of its queue"

    def _check(self) -> None:
        rows = {row.nonce: row for row in TabletEntry.objects.select_related("check_in")}
        live = CheckIn.objects.filter(voided_at__isnull=True)
        keys = Counter(live.values_list("key", flat=True))
        for tablet in self.tablets:
            for nonce, kept in tablet.entries.items():
                row = rows.get(nonce)
                assert row is not None, f"lost: {kept.body}"
                assert row.outcome in ("counted", "conflict", "refused"), row.outcome
                self.figures[row.outcome] += 1
                check_in = row.check_in if kept.body["kind"] == "in" else None
                assert keys[key_of(nonce)] == (1 if check_in else 0), row.conflict
                if row.outcome == "counted" and kept.body["kind"] == "in":
                    assert check_in is not None
                    heads = (check_in.adults, check_in.children)
                    assert heads == (kept.body["adults"], kept.body["children"])
                    if not kept.disturbed:
                        assert abs(check_in.at - kept.truly_at) <= AGREE
        for key, number in keys.items():
            assert number == 1, key
        for party, number in Counter(
            live.exclude(registration=None).values_list("registration", flat=True)
        ).items():
            assert number == 1, f"party {party} counted {number} times"
        self._conflicts_are_seen(rows)

    def _conflicts_are_seen(self, rows: dict[str, TabletEntry]) -> None:
        seen = {entry.nonce for device in Device.objects.all() for entry in conflicts_of(device)}
        for nonce, row in rows.items():
            if row.outcome == "conflict":
                assert nonce in seen
                self.figures[f"  {row.conflict}"] += 1
            if row.conflict:
                assert conflict_words(row.conflict) != row.conflict


def run(
    sequences: int,
    steps: int = STEPS,
    machine: type[OfflineMerge] = OfflineMerge,
    phases: tuple[Phase, ...] = (Phase.generate,),
) -> Counter[str]:
    """Inside a transaction that somebody takes back; the figures."""
    machine.world = build_world()
    machine.figures = Counter()
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=sequences,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            phases=phases,
            suppress_health_check=list(HealthCheck),
        ),
    )
    return machine.figures


def main() -> None:
    from django.test.utils import setup_databases, teardown_databases

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sequences", type=int, default=5000)
    parser.add_argument("--shrink", action="store_true", help="make what fails small: minutes")
    parser.add_argument("--steps", type=int, default=STEPS)
    asked = parser.parse_args()
    databases = setup_databases(verbosity=0, interactive=False)
    begun = time.perf_counter()
    try:
        with transaction.atomic():
            phases = (Phase.generate, Phase.shrink) if asked.shrink else (Phase.generate,)
            figures = run(asked.sequences, asked.steps, phases=phases)
            transaction.set_rollback(True)
    finally:
        teardown_databases(databases, verbosity=0)
    print(f"{asked.sequences} sequences of {asked.steps} steps: 0 violations")
    print(f"{time.perf_counter() - begun:.0f} s")
    for name, number in sorted(figures.items()):
        print(f"{name:<26} {number:>9,}")


if __name__ == "__main__":
    main()
