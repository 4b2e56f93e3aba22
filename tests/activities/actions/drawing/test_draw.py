"""From a seed that is fixed before anybody applies to places that anybody can check."""

import json
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone

from shufang.activities.actions.drawing.by_the_clock import commit_missing_seeds, run_due_draws
from shufang.activities.actions.drawing.commit_seed import SEED, commit_seed, weigh_first_timers
from shufang.activities.actions.drawing.run_draw import run_draw
from shufang.activities.actions.registering.cancel import cancel_registration
from shufang.activities.actions.registering.register import Party, register
from shufang.activities.choices import Audience, Counted, Places, Stage, State
from shufang.activities.models import Activity, Draw, Registration, Rules, Step
from shufang.activities.news import ActivityPublished
from shufang.activities.queries.drawing import recompute
from shufang.activities.queries.drawing.published import published
from shufang.activities.queries.drawing.window import is_late
from shufang.people.models import User
from shufang.places.models import Site
from shufang.shared.announce import announce
from shufang.shared.models import LogEntry
from shufang.shared.secrets import unseal
from tests.factories.planned import by_draw, plan_ahead, to_be_drawn, with_places
from tests.meanwhile import meanwhile

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity(tea_room: Site) -> Activity:
    return to_be_drawn(tea_room, 3)


def apply(activity: Activity, phone: str, adults: int = 1) -> Registration:
    return register(activity=activity, party=Party(adults=adults), phone=phone, name="某家")


def close(activity: Activity) -> None:
    Rules.objects.filter(pk=activity.pk).update(closes_at=timezone.now() - timedelta(seconds=1))
    activity.rules.refresh_from_db()


def stages(activity: Activity) -> dict[int, str]:
    return dict(activity.registrations.values_list("pk", "stage"))


class TestTheSeed:
    def test_is_fixed_and_hashed_when_the_activity_is_published(self, tea_room: Site) -> None:
        activity = plan_ahead(tea_room)
        by_draw(activity)
        announce(ActivityPublished(activity))
        draw = Draw.objects.get(activity=activity)
        seed = unseal(draw.seed_sealed, SEED)
        assert len(bytes.fromhex(seed)) == 32
        assert recompute.hash_of_seed(seed) == draw.seed_hash
        assert seed not in draw.seed_sealed

    def test_never_changes(self, activity: Activity, operator: User) -> None:
        before = Draw.objects.get(activity=activity)
        commit_seed(activity)
        announce(ActivityPublished(activity))
        Rules.objects.filter(pk=activity.pk).update(opens_at=timezone.now() + timedelta(hours=1))
        activity.refresh_from_db()
        weigh_first_timers(actor=operator, activity=activity, weight=3)
        after = Draw.objects.get(activity=activity)
        assert (after.seed_sealed, after.seed_hash) == (before.seed_sealed, before.seed_hash)
        assert after.committed_at == before.committed_at
        assert LogEntry.objects.filter(deed="activities.commit_seed").count() == 1

    def test_stands_in_no_log(self, activity: Activity) -> None:
        seed = unseal(Draw.objects.get(activity=activity).seed_sealed, SEED)
        assert all(seed not in str(entry.detail) for entry in LogEntry.objects.all())

    def test_comes_with_the_first_application_at_the_latest(self, activity: Activity) -> None:
        Draw.objects.all().delete()
        apply(activity, "13800000001")
        assert is_late(Draw.objects.get(activity=activity))

    def test_comes_by_the_clock(self, activity: Activity) -> None:
        Draw.objects.all().delete()
        assert commit_missing_seeds() == 1
        assert commit_missing_seeds() == 0

    def test_is_none_where_places_are_not_drawn(self, tea_room: Site) -> None:
        activity = plan_ahead(tea_room)
        with_places(activity)
        assert commit_seed(activity) is None
        assert not Draw.objects.exists()

    def test_is_not_late_when_it_comes_before_the_opening(self, tea_room: Site) -> None:
        activity = plan_ahead(tea_room, starts=timezone.now() + timedelta(days=9))
        by_draw(activity, opens=timezone.now() + timedelta(hours=1))
        draw = commit_seed(activity)
        assert draw is not None
        assert not is_late(draw)


class TestTheWeight:
    def test_is_no_longer_changed_once_applications_are_open(
        self, activity: Activity, operator: User
    ) -> None:
        with pytest.raises(ValidationError) as refusal:
            weigh_first_timers(actor=operator, activity=activity, weight=3)
        assert refusal.value.code == "open"
        weigh_first_timers(actor=operator, activity=activity, weight=1)  # nothing changes

    def test_is_set_before_and_the_log_says_by_whom(self, tea_room: Site, operator: User) -> None:
        ahead = plan_ahead(tea_room)
        by_draw(ahead, opens=timezone.now() + timedelta(hours=1))
        weigh_first_timers(actor=operator, activity=ahead, weight=3)
        assert Draw.objects.get(activity=ahead).first_timer_weight == 3
        said = LogEntry.objects.get(deed="activities.weigh_first_timers")
        assert (said.actor, said.detail) == ("李运营", {"first_timer_weight": [1, 3]})

    def test_stays_for_who_applied_though_the_opening_is_put_off(
        self, activity: Activity, tea_room: Site, operator: User
    ) -> None:
        applied = apply(activity, "13800000001")
        later = timezone.now() + timedelta(hours=1)
        Rules.objects.update(opens_at=later)
        ahead = plan_ahead(tea_room)
        by_draw(ahead, opens=later)
        weigh_first_timers(actor=operator, activity=ahead, weight=3)  # nobody applied there
        put_off = Activity.objects.get(pk=activity.pk)
        with pytest.raises(ValidationError) as refusal:
            weigh_first_timers(actor=operator, activity=put_off, weight=3)
        assert refusal.value.code == "open"
        cancel_registration(registration=applied, actor="family")
        weigh_first_timers(actor=operator, activity=put_off, weight=3)
        assert Draw.objects.get(activity=activity).first_timer_weight == 3

    def test_is_of_a_draw(self, activity: Activity, tea_room: Site, operator: User) -> None:
        first_come = plan_ahead(tea_room)
        with_places(first_come)
        with pytest.raises(ValidationError) as refusal:
            weigh_first_timers(actor=operator, activity=first_come, weight=3)
        assert refusal.value.code == "no_draw"
        assert Draw.objects.get().activity == activity

    @pytest.mark.parametrize("weight", [0, 11])
    def test_has_its_limits(self, activity: Activity, operator: User, weight: int) -> None:
        with pytest.raises(ValidationError) as refusal:
            weigh_first_timers(actor=operator, activity=activity, weight=weight)
        assert refusal.value.code == "range"

    def test_goes_to_families_that_come_for_the_first_time(self, activity: Activity) -> None:
        Draw.objects.update(first_timer_weight=4)
        old, new = apply(activity, "13800000001"), apply(activity, "13800000002")
        Registration.objects.filter(pk=old.pk).update(first_time=False)
        close(activity)
        weights = {
            a["number"]: a["weight"] for a in run_draw(activity=activity).record["applications"]
        }
        assert weights == {old.pk: 1, new.pk: 4}


class TestDrawing:
    def test_places_go_in_the_order_that_anybody_recomputes(self, activity: Activity) -> None:
        for n in range(8):
            assert apply(activity, f"1380000000{n}").stage == Stage.APPLIED
        close(activity)
        record = run_draw(activity=activity).record
        assert recompute.fault_of(record) == ""
        found = {r.pk: r for r in activity.registrations.all()}
        assert [found[pk].stage for pk in record["order"]] == ["confirmed"] * 3 + ["waiting"] * 5
        assert [found[pk].number for pk in record["order"]] == list(range(1, 9))
        rules = Rules.objects.get(pk=activity.pk)
        assert (rules.taken, rules.waiting) == (3, 5)
        assert Step.objects.filter(before=Stage.APPLIED, actor="system").count() == 8

    def test_again_gives_the_same_and_changes_nothing(self, activity: Activity) -> None:
        for n in range(6):
            apply(activity, f"1380000000{n}")
        close(activity)
        first = run_draw(activity=activity)
        before, steps = stages(activity), Step.objects.count()
        Registration.objects.filter(stage=Stage.WAITING).update(takes=1)
        again = run_draw(activity=activity)
        assert (again.record, again.drawn_at) == (first.record, first.drawn_at)
        assert (stages(activity), Step.objects.count()) == (before, steps)
        assert run_due_draws() == 0

    def test_who_cancelled_is_out(self, activity: Activity) -> None:
        staying, leaving = apply(activity, "13800000001"), apply(activity, "13800000002")
        cancel_registration(registration=leaving, actor="family")
        close(activity)
        record = run_draw(activity=activity).record
        assert record["order"] == [staying.pk]
        assert stages(activity)[leaving.pk] == Stage.CANCELLED

    def test_a_party_that_does_not_fit_waits_whole(self, activity: Activity) -> None:
        Rules.objects.filter(pk=activity.pk).update(counted=Counted.PERSON)
        activity.rules.refresh_from_db()
        for n in range(6):
            apply(activity, f"1380000000{n}", adults=2)
        close(activity)
        record = run_draw(activity=activity).record
        assert len(record["given"]) == 1  # three places, parties of two
        assert len(record["waiting"]) == 5
        assert Rules.objects.get(pk=activity.pk).taken == 2

    def test_a_place_that_comes_free_goes_to_the_next_drawn(self, activity: Activity) -> None:
        for n in range(5):
            apply(activity, f"1380000000{n}")
        close(activity)
        record = run_draw(activity=activity).record
        winner = Registration.objects.get(pk=record["given"][0])
        cancel_registration(registration=winner, actor="family")
        assert stages(activity)[record["waiting"][0]] in (Stage.OFFERED, Stage.CONFIRMED)
        assert stages(activity)[record["waiting"][1]] == Stage.WAITING

    def test_nobody_is_drawn_while_applications_are_open(self, activity: Activity) -> None:
        apply(activity, "13800000001")
        with pytest.raises(ValidationError) as refusal:
            run_draw(activity=activity)
        assert refusal.value.code == "open"
        assert run_due_draws() == 0

    def test_nothing_is_added_after_closing(self, activity: Activity) -> None:
        close(activity)
        with pytest.raises(ValidationError):
            apply(activity, "13800000001")

    def test_a_cancelled_activity_is_not_drawn(self, activity: Activity) -> None:
        apply(activity, "13800000001")
        close(activity)
        Activity.objects.filter(pk=activity.pk).update(state=State.CANCELLED)
        with pytest.raises(ValidationError) as refusal:
            run_draw(activity=activity)
        assert refusal.value.code == "not_scheduled"
        assert run_due_draws() == 0

    def test_without_a_seed_nothing_is_drawn(self, activity: Activity) -> None:
        close(activity)
        Draw.objects.all().delete()
        with pytest.raises(ValidationError) as refusal:
            run_draw(activity=activity)
        assert refusal.value.code == "no_seed"

    def test_the_clock_draws_when_applications_close(self, activity: Activity) -> None:
        apply(activity, "13800000001")
        assert activity.rules.closes_at is not None
        with time_machine.travel(activity.rules.closes_at - timedelta(seconds=1), tick=False):
            assert run_due_draws() == 0
        with time_machine.travel(activity.rules.closes_at, tick=False):
            assert run_due_draws() == 1
        assert set(stages(activity).values()) == {Stage.CONFIRMED}

    def test_nobody_applied(self, activity: Activity) -> None:
        close(activity)
        record = run_draw(activity=activity).record
        assert record["order"] == []
        assert recompute.fault_of(record) == ""


class TestWhatIsPublished:
    def test_no_name_and_no_phone(self, activity: Activity) -> None:
        apply(activity, "13800000001")
        close(activity)
        record = run_draw(activity=activity).record
        assert "某家" not in str(record)
        assert "13800000001" not in str(record)
        assert [set(a) for a in record["applications"]] == [{"number", "takes", "weight"}]

    def test_while_open_neither_list_nor_seed(self, activity: Activity) -> None:
        apply(activity, "13800000001")
        record = published(Draw.objects.get(activity=activity)).record
        assert "applications" not in record
        assert "seed" not in record
        assert record["seed_hash"]

    def test_after_closing_the_list_is_the_one_that_is_drawn(self, activity: Activity) -> None:
        apply(activity, "13800000001")
        close(activity)
        before = published(Draw.objects.get(activity=activity)).record
        assert "seed" not in before
        assert run_draw(activity=activity).record["list_hash"] == before["list_hash"]


class TestTheCommand:
    def test_it_draws_and_verifies(self, activity: Activity, tmp_path: Path) -> None:
        apply(activity, "13800000001")
        close(activity)
        said = StringIO()
        call_command("draw", "run", str(activity.pk), stdout=said)
        assert said.getvalue() == "1 / 1\n"
        record = Draw.objects.get(activity=activity).record
        file = tmp_path / "draw.json"
        file.write_text(json.dumps(record), "utf-8")
        call_command("draw", "verify", str(file), stdout=said)
        assert "一致" in said.getvalue()
        file.write_text(json.dumps(record | {"seed": "00" * 32}), "utf-8")
        with pytest.raises(SystemExit) as end:
            call_command("draw", "verify", str(file), stdout=said)
        assert end.value.code == 1
        assert "种子和事先公布的哈希对不上" in said.getvalue()


@pytest.mark.django_db(transaction=True)
def test_two_who_draw_at_once_draw_once(activity: Activity) -> None:
    for n in range(5):
        apply(activity, f"1380000000{n}")
    close(activity)
    stale = Activity.objects.select_related("rules").get(pk=activity.pk)
    with meanwhile(lambda: run_draw(activity=activity)):
        record = run_draw(activity=stale).record
    assert Draw.objects.get(activity=activity).record == record
    assert Step.objects.filter(before=Stage.APPLIED).count() == 5
    assert Rules.objects.get(pk=activity.pk).taken == 3
    assert Rules.objects.get(pk=activity.pk).way == Places.DRAW


def test_who_draws_no_place_keeps_none_in_the_parents_corner(activity: Activity) -> None:
    """The adults came for the children's sake: what was beside goes to others."""
    corner = plan_ahead(
        activity.site,
        title="家长成长角",
        starts=activity.starts_at,
        audience=Audience.ADULTS,
        beside=activity,
    )
    with_places(corner, 9, counted=Counted.PERSON)
    for number in range(5):
        register(
            activity=activity,
            party=Party(adults=1, beside=frozenset({corner.pk})),
            phone=f"1380000111{number}",
            name="某家",
        )
    close(activity)
    run_draw(activity=activity)
    winners = activity.registrations.filter(stage=Stage.CONFIRMED)
    beside = corner.registrations.filter(stage=Stage.CONFIRMED)
    assert winners.count() == 3
    assert set(beside.values_list("last_four")) == set(winners.values_list("last_four"))
    assert Rules.objects.get(pk=corner.pk).taken == 3
