"""Who is promoted is what the published rule says: 10,000 random histories on paper, and hundreds
of them with real rows."""

import random

import pytest
from django.core.exceptions import ValidationError

from shufang.activities.actions.registering.cancel import cancel_registration
from shufang.activities.actions.registering.change_places import change_places
from shufang.activities.actions.registering.register import Kid, Party, register
from shufang.activities.choices import ALIVE, Counted, Queue, Stage
from shufang.activities.models import Activity, Registration, Rules
from shufang.activities.queries.registering.queue import Waiting, position, read
from shufang.places.models import Site
from tests.activities.queries.registering import model
from tests.factories.planned import plan_ahead, with_places

HISTORIES, STEPS = 10_000, 25


def test_ten_thousand_histories_on_paper() -> None:
    for seed in range(HISTORIES):
        _on_paper(random.Random(seed))  # noqa: S311 - repeatable on purpose


def _on_paper(dice: random.Random) -> None:
    """The product's reading of the list beside the model's, through the same events."""
    places, skips, divides = dice.randint(1, 9), dice.randint(0, 4), dice.random() < 0.4
    least = dice.choice((1, 1, 2))
    paper = model.Paper(places, skips, divides, least=least)
    waits: list[Waiting] = []
    has: dict[int, int] = {}
    for name in range(STEPS):
        if dice.random() < 0.62:
            wants, whole = dice.randint(least, 5), dice.random() < 0.3
            paper.waits.append(model.Party(name, wants, whole))
            waits.append(Waiting(name, wants, 0, whole))
        elif has and dice.random() < 0.8:
            gone = dice.choice(sorted(has))
            del has[gone], paper.has[gone]
        elif waits:
            gone = dice.choice(waits).key
            waits = [party for party in waits if party.key != gone]
            paper.waits = [party for party in paper.waits if party.name != gone]
        if dice.random() < 0.05:
            places = paper.places = max(sum(has.values()), places + dice.randint(-2, 2), 1)
        expected = paper.hand_out()
        free = places - sum(has.values())
        turn = read(waits, free=free, places=places, skips=skips, divides=divides, least=least)
        assert turn.given == expected
        has |= dict(turn.given)
        waits = [
            Waiting(p.key, p.takes, turn.passed.get(p.key, p.skipped), p.whole)
            for p in waits
            if p.key not in has
        ]
        assert [(p.name, p.times_passed) for p in paper.waits] == [
            (p.key, p.skipped) for p in waits
        ]


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(200))
def test_histories_with_rows(seed: int, tea_room: Site) -> None:
    """Registering, cancelling and more places, each followed by a look at every row."""
    dice = random.Random(seed)  # noqa: S311 - repeatable on purpose
    activity = plan_ahead(tea_room, age_from=None, age_to=None)
    paper = model.Paper(dice.randint(1, 6), dice.randint(0, 3), dice.random() < 0.4, 12)
    with_places(
        activity,
        paper.places,
        counted=Counted.CHILD,
        children_most=5,
        skips=paper.skips,
        queue=Queue.PARTIAL if paper.divides else Queue.WHOLE,
        waiting_places=paper.room_to_wait,
        offer_hours=0,
    )
    for name in range(14):
        alive = list(Registration.objects.filter(stage__in=ALIVE).order_by("pk"))
        if dice.random() < 0.65 or not alive:
            _come(activity, paper, name, dice)
        elif dice.random() < 0.85:
            gone = dice.choice(alive)
            cancel_registration(registration=gone, actor="family")
            paper.leaves(int(gone.name))
        else:
            paper.places += dice.randint(0, 2)
            change_places(activity, paper.places)
            paper.hand_out()
        _same(activity, paper)


def _come(activity: Activity, paper: model.Paper, name: int, dice: random.Random) -> None:
    wants, whole = dice.randint(1, 5), dice.random() < 0.3
    kids = tuple(Kid(f"孩{n}", 2019, 1) for n in range(wants))
    fresh = Activity.objects.select_related("rules", "site").get(pk=activity.pk)
    if wants > paper.places:
        with pytest.raises(ValidationError):
            register(activity=fresh, party=Party(1, kids), phone=f"1380000{name:04}")
        return
    try:
        made = register(
            activity=fresh,
            party=Party(1, kids, whole=whole),
            phone=f"1380000{name:04}",
            name=str(name),
        )
        found = made.stage
    except ValidationError as refusal:
        if refusal.code not in ("full", "waiting_full"):
            raise
        found = "full"
    assert found == paper.comes(model.Party(name, wants, whole))


def _same(activity: Activity, paper: model.Paper) -> None:
    rows = list(Registration.objects.filter(activity=activity).order_by("number"))
    seated = {int(row.name): row.offered or row.takes for row in rows if row.is_seated}
    waiting = [row for row in rows if row.stage == Stage.WAITING]
    assert seated == paper.has
    assert [(int(r.name), r.skipped) for r in waiting] == [
        (p.name, p.times_passed) for p in paper.waits
    ]
    rules = Rules.objects.get(pk=activity.pk)
    assert rules.taken == sum(paper.has.values())
    assert rules.waiting == sum(p.wants for p in paper.waits)
    assert [position(row) for row in waiting] == list(range(1, len(waiting) + 1))
