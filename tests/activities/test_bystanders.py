"""Whatever is done about one activity or one party leaves the others as they were.

Three activities at the same hour with the same families: after each deed about one of them, every
row of the others reads as before; and of its own parties only those changed that the deed is about.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from shufang.activities.actions.no_shows.appeal import appeal, decide_appeal
from shufang.activities.actions.no_shows.ask_again import ask_again, keep_place
from shufang.activities.actions.no_shows.mark_absent import mark_absent
from shufang.activities.actions.no_shows.release import release, release_due
from shufang.activities.actions.registering.cancel import cancel_registration
from shufang.activities.actions.registering.change_party import change_party
from shufang.activities.actions.registering.change_places import change_places
from shufang.activities.actions.registering.end_with_activity import end_with_activity
from shufang.activities.actions.registering.give_place import give_place
from shufang.activities.actions.registering.offers import (
    accept_offer,
    decline_offer,
    end_waiting,
    expire_offers,
    wait_on,
)
from shufang.activities.actions.registering.register import Kid, Party
from shufang.activities.actions.registering.say_photo import say_photo
from shufang.activities.actions.registering.stages import move
from shufang.activities.actions.signing_in.confirm import confirm_check_in
from shufang.activities.actions.signing_in.head_count import take_back_heads
from shufang.activities.actions.signing_in.sign_in import sign_in
from shufang.activities.actions.signing_in.sign_out import sign_out
from shufang.activities.actions.signing_in.void import void_check_in
from shufang.activities.choices import (
    AgeBand,
    Audience,
    Counted,
    Grade,
    Method,
    Stage,
    State,
    Why,
)
from shufang.activities.models import (
    Activity,
    Attendee,
    CheckIn,
    HeadCount,
    Registration,
    Rules,
    Step,
    Strike,
    Watch,
)
from shufang.activities.news import ActivityCancelled
from shufang.outbox.models import Message
from shufang.people.models import Household, User
from shufang.places.models import Site
from shufang.shared.models import LogEntry, subject_key
from tests.factories.at_the_door import party
from tests.factories.came import check_in, head_count
from tests.factories.planned import plan_ahead, with_places

pytestmark = pytest.mark.django_db
STARTS = datetime(2026, 10, 17, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
BEFORE, DURING, AFTER = -timedelta(hours=20), timedelta(minutes=30), timedelta(hours=26)
OWN: dict[type[Any], str] = {
    Activity: "pk",
    Rules: "activity",
    Registration: "activity",
    Attendee: "activity",
    Step: "registration__activity",
    CheckIn: "activity",
    HeadCount: "activity",
    Strike: "registration__activity",
    Watch: "activity",
}


class World:
    """An activity with a party in every stage; names are those of the stages."""

    def __init__(self, site: Site, family: Household, user: User, state: State) -> None:
        self.user, self.family = user, family
        self.activity = plan_ahead(site, starts=STARTS, state=state)
        with_places(self.activity, 6, reconfirm_hours=24, release_minutes=15)
        phones = {stage: f"1380000{number:04}" for number, stage in enumerate(Stage)}
        for stage in (s for s in Stage if s not in (Stage.APPLIED, Stage.CANCELLED)):
            party(self.activity, stage.value, phone=phones[stage], stage=stage, photo=True)
        own = party(self.activity, "family", household=family, phone="13800004821")
        for child in family.children.all():
            Attendee.objects.create(
                registration=own, activity=self.activity, child=child, nickname=child.nickname,
                birth_year=child.birth_year, birth_month=child.birth_month,
            )  # fmt: skip
        offered = Registration.objects.filter(activity=self.activity, stage=Stage.OFFERED)
        offered.update(offered_until=STARTS - timedelta(hours=1))
        Registration.objects.filter(activity=self.activity).update(
            changed_at=STARTS - timedelta(days=3)
        )
        for one in (self["expired"], self["absent"]):
            Step.objects.create(
                registration=one, before=Stage.CONFIRMED, after=one.stage, why=Why.RELEASED
            )
        Strike.objects.create(
            registration=self["absent"], phone_print=self["absent"].phone_print,
            at=STARTS - timedelta(hours=20), expires_at=STARTS + timedelta(days=90),
        )  # fmt: skip
        self.came = check_in(
            self.activity, registration=self["attended"], name="attended", at=STARTS
        )
        self.later = check_in(
            self.activity, grade=Grade.D, method=Method.PAPER, name="later", user=user, at=STARTS
        )
        head_count(self.activity, AgeBand.PRESCHOOL, 3)
        Watch.objects.create(activity=self.activity, phone_print="x", phone_sealed="x")

    def __getitem__(self, name: str) -> Registration:
        found = Registration.objects.select_related("activity__rules", "activity__site")
        return found.get(activity=self.activity, name=name)

    @property
    def now(self) -> Activity:
        return Activity.objects.select_related("rules", "site").get(pk=self.activity.pk)

    def rows(self, but: str = "") -> list[Any]:
        """Everything there is of it; without one party where it is named."""
        found: list[Any] = []
        left_out = self[but].pk if but else 0
        for model, path in OWN.items():
            rows = model.objects.filter(**{path: self.activity.pk}).order_by("pk")
            key = {Registration: "pk", Attendee: "registration", Step: "registration",
                   CheckIn: "registration", Strike: "registration"}.get(model)  # fmt: skip
            if key and left_out:
                rows = rows.exclude(**{key: left_out})
            if but and model in (Activity, Rules, Watch):
                continue  # a place that comes free is told to who waits for one
            found += list(rows.values())
        keys = [subject_key(r) for r in Registration.objects.filter(activity=self.activity)]
        if not but:
            keys.append(subject_key(self.activity))
        else:
            keys.remove(subject_key(self[but]))
        found += list(Message.objects.filter(subject__in=keys).order_by("pk").values())
        found += list(LogEntry.objects.filter(subject__in=keys).order_by("pk").values())
        return found


def library(world: World) -> User:
    return User.objects.get(username="wang")


def kids() -> tuple[Kid, ...]:
    return (Kid("小米", 2020, 6),)


def in_part(world: World) -> Registration:
    """The offer is of one place of two."""
    Registration.objects.filter(pk=world["offered"].pk).update(takes=2, offered=1)
    Rules.objects.filter(pk=world.activity.pk).update(adults_least=0, counted=Counted.PERSON)
    Activity.objects.filter(pk=world.activity.pk).update(audience=Audience.EVERYONE)
    return world["offered"]


# What is done, when, in which state of the activities, and the only party it is about.
DEEDS: dict[str, tuple[Callable[[World], object], timedelta, State, str]] = {
    "cancel": (
        lambda w: cancel_registration(registration=w["confirmed"], actor="family"),
        BEFORE, State.SCHEDULED, "confirmed",
    ),
    "cancel of a family": (
        lambda w: cancel_registration(registration=w["family"], actor=w.user, reason="说错了"),
        BEFORE, State.SCHEDULED, "family",
    ),
    "accept": (
        lambda w: accept_offer(registration=w["offered"]), BEFORE, State.SCHEDULED, "offered",
    ),
    "decline": (
        lambda w: decline_offer(registration=w["offered"]), BEFORE, State.SCHEDULED, "",
    ),
    "accept a part": (
        lambda w: accept_offer(registration=in_part(w), keep=[], adults=1),
        BEFORE, State.SCHEDULED, "offered",
    ),
    "wait on": (lambda w: wait_on(registration=in_part(w)), BEFORE, State.SCHEDULED, "offered"),
    "called off": (
        lambda w: end_with_activity(ActivityCancelled(w.now)), BEFORE, State.SCHEDULED, "",
    ),
    "another party": (
        lambda w: change_party(registration=w["family"], party=Party(2, kids())),
        BEFORE, State.SCHEDULED, "family",
    ),
    "more places": (lambda w: change_places(w.now, 9), BEFORE, State.SCHEDULED, ""),
    "a place by hand": (
        lambda w: give_place(registration=w["waiting"], actor=w.user, reason="家属"),
        BEFORE, State.SCHEDULED, "waiting",
    ),
    "no pictures": (
        lambda w: say_photo(registration=w["confirmed"], agreed=False),
        BEFORE, State.SCHEDULED, "confirmed",
    ),
    "still coming": (lambda w: keep_place(w["confirmed"]), BEFORE, State.SCHEDULED, "confirmed"),
    "sign-in of a guest": (
        lambda w: sign_in(
            activity=w.now, method="list", key="new", adults=1, children=1,
            registration=w["confirmed"],
        ),
        DURING, State.HELD, "confirmed",
    ),
    "sign-in of a family": (
        lambda w: sign_in(
            activity=w.now, method="list", key="new", adults=1, children=1, household=w.family
        ),
        DURING, State.HELD, "family",
    ),
    "sign-in of the first": (
        lambda w: sign_in(
            activity=w.now, method="list", key="new", adults=1, children=1,
            registration=w["confirmed"],
        ),
        DURING, State.SCHEDULED, "confirmed",
    ),
    "sign-in taken back": (
        lambda w: void_check_in(check_in=w.came, actor=w.user, reason="点错了"),
        DURING, State.HELD, "attended",
    ),
    "sign-out": (lambda w: sign_out(check_in=w.came), DURING, State.HELD, "attended"),
    "confirmed by another": (
        lambda w: confirm_check_in(check_in=w.later, actor=library(w)), DURING, State.HELD, "",
    ),
    "heads taken back": (
        lambda w: take_back_heads(activity=w.now, band=AgeBand.PRESCHOOL, user=w.user),
        DURING, State.HELD, "",
    ),
    "released": (lambda w: release(w.now), DURING, State.HELD, ""),
    "absent": (lambda w: mark_absent(w.now), AFTER, State.HELD, ""),
    "forgiven": (
        lambda w: move(w["absent"], Stage.ATTENDED, actor="system"),  # the news forgives
        AFTER, State.HELD, "absent",
    ),
    "appeal": (
        lambda w: appeal(strike=w["absent"].strike, text="发烧了"), AFTER, State.HELD, "absent",
    ),
    "appeal decided": (
        lambda w: decide_appeal(actor=w.user, strike=w["absent"].strike, lift=True, answer="好"),
        AFTER, State.HELD, "absent",
    ),
}  # fmt: skip


@pytest.mark.parametrize("deed", DEEDS)
def test_others_are_as_they_were(
    deed: str,
    tea_room: Site,
    zhang_family: Household,
    operator: User,
    library: User,
) -> None:
    do, when, state, about = DEEDS[deed]
    with time_machine.travel(STARTS + when, tick=False):
        made = [World(tea_room, zhang_family, operator, state) for _each in range(3)]
        world = made.pop(1)  # neither the first nor the latest of what there is
        others, own = [each.rows() for each in made], world.rows()
        beside = world.rows(but=about) if about else []
        do(world)
        assert [each.rows() for each in made] == others
        assert world.rows() != own  # it was done
        if about:
            # Who is not meant may have been given a place, and nothing else.
            mine = world.rows(but=about)
            changed = [row for row in beside if row not in mine]
            assert [row for row in changed if row.get("stage") != Stage.WAITING] == []


def test_what_the_clock_does_it_does_where_it_is_due(
    tea_room: Site, zhang_family: Household, operator: User
) -> None:
    """An offer that runs, an activity that is a week ahead or asks nobody: left alone."""
    with time_machine.travel(STARTS + BEFORE, tick=False):
        due, later, silent, off = (
            World(tea_room, zhang_family, operator, State.SCHEDULED) for _each in range(4)
        )
        Activity.objects.filter(pk=later.activity.pk).update(
            starts_at=STARTS + timedelta(days=7), ends_at=STARTS + timedelta(days=7, hours=1)
        )
        Rules.objects.filter(pk=silent.activity.pk).update(reconfirm_hours=0)
        Activity.objects.filter(pk=off.activity.pk).update(state=State.CANCELLED)
        Registration.objects.filter(activity=due.activity, stage=Stage.OFFERED).update(
            offered_until=STARTS + BEFORE
        )
        others = (later, silent, off)
        before = [world.rows() for world in others]
        asked = ask_again()
        assert asked == due.activity.registrations.filter(stage=Stage.CONFIRMED).count() == 2
        assert expire_offers() == 1
        assert [world.rows() for world in others] == before
        assert due["offered"].stage == Stage.EXPIRED


def test_where_nobody_kept_a_list_the_one_next_door_blames_nobody(
    tea_room: Site, zhang_family: Household, operator: User
) -> None:
    with time_machine.travel(STARTS + AFTER, tick=False):
        World(tea_room, zhang_family, operator, State.HELD)
        unlisted = World(tea_room, zhang_family, operator, State.HELD)
        CheckIn.objects.filter(activity=unlisted.activity).update(voided_at=STARTS)
        assert mark_absent(unlisted.now) == 0
        assert unlisted["confirmed"].stage == Stage.CONFIRMED
        assert not Strike.objects.filter(registration=unlisted["expired"]).exists()


def test_a_list_on_paper_that_nobody_has_confirmed_yet_is_one(
    tea_room: Site, zhang_family: Household, operator: User
) -> None:
    """Who stands on it is not blamed; who came by another registration neither."""
    with time_machine.travel(STARTS + AFTER, tick=False):
        world = World(tea_room, zhang_family, operator, State.HELD)
        CheckIn.objects.filter(pk=world.later.pk).update(registration=world["confirmed"])
        Registration.objects.filter(pk=world["expired"].pk).update(household=world.family)
        Registration.objects.filter(pk=world["family"].pk).update(household=None)
        CheckIn.objects.filter(pk=world.came.pk).update(household=world.family)
        mark_absent(world.now)
        assert world["confirmed"].stage == Stage.CONFIRMED
        assert world["family"].stage == Stage.ABSENT
        struck = set(Strike.objects.values_list("registration__name", flat=True))
        assert struck == {"absent", "family"}


def test_places_are_released_where_it_is_due(
    tea_room: Site, zhang_family: Household, operator: User
) -> None:
    with time_machine.travel(STARTS + DURING, tick=False):
        due, closed, silent, off, over, ahead = (
            World(tea_room, zhang_family, operator, State.HELD) for _each in range(6)
        )
        held = Activity.objects.all()
        held.filter(pk=closed.activity.pk).update(closed_at=STARTS)
        Rules.objects.filter(pk=silent.activity.pk).update(release_minutes=0)
        held.filter(pk=off.activity.pk).update(state=State.CANCELLED)
        held.filter(pk=over.activity.pk).update(ends_at=STARTS + DURING)
        held.filter(pk=ahead.activity.pk).update(starts_at=STARTS + DURING + timedelta(minutes=1))
        others = (closed, silent, off, over, ahead)
        before = [world.rows() for world in others]
        CheckIn.objects.filter(pk=due.later.pk).update(registration=due["family"])
        CheckIn.objects.filter(pk=due.came.pk).update(
            registration=due["confirmed"], voided_at=STARTS
        )
        assert release_due() == 1
        assert [world.rows() for world in others] == before
        # A sign-in that was taken back is none, an entry nobody has confirmed yet is one.
        assert (due["confirmed"].stage, due["family"].stage) == (Stage.EXPIRED, Stage.CONFIRMED)


def test_who_let_an_offer_lapse_or_came_another_way_is_not_struck(
    tea_room: Site, zhang_family: Household, chen_family: Household, operator: User
) -> None:
    with time_machine.travel(STARTS + AFTER, tick=False):
        next_door = World(tea_room, zhang_family, operator, State.HELD)
        world = World(tea_room, zhang_family, operator, State.HELD)
        party(world.activity, "lapsed", phone="13711110001", stage=Stage.EXPIRED)
        walked_in = party(world.activity, "chen", household=chen_family, stage=Stage.EXPIRED)
        again = party(world.activity, "again", phone="13711110002", stage=Stage.ATTENDED)
        for one in (walked_in, again):
            Step.objects.create(
                registration=one, before=Stage.CONFIRMED, after=Stage.EXPIRED, why=Why.RELEASED
            )
        check_in(world.activity, registration=again)
        came = check_in(world.activity, household=chen_family)
        check_in(next_door.activity, household=zhang_family)
        Registration.objects.filter(pk=world["expired"].pk).update(household=zhang_family)
        Registration.objects.filter(pk=world["family"].pk).update(household=None)
        mark_absent(world.now)
        struck = Strike.objects.filter(registration__activity=world.activity)
        # Having been next door is no excuse; a walk-in is.
        assert set(struck.values_list("registration__name", flat=True)) == {
            "absent", "confirmed", "expired", "family",
        }  # fmt: skip
        CheckIn.objects.filter(pk=came.pk).update(voided_at=STARTS)
        mark_absent(world.now)
        assert struck.filter(registration=walked_in).exists()  # nobody had come after all


def test_who_waits_for_a_place_elsewhere_is_not_told_of_this_one(
    tea_room: Site, zhang_family: Household, operator: User
) -> None:
    with time_machine.travel(STARTS + BEFORE, tick=False):
        other, world = (World(tea_room, zhang_family, operator, State.SCHEDULED) for _each in "ab")
        Registration.objects.filter(stage__in=(Stage.WAITING, Stage.OFFERED)).delete()
        Rules.objects.update(waiting=0)
        cancel_registration(registration=world["confirmed"], actor="family")
        told = Watch.objects.filter(told_at__isnull=False)
        assert [watch.activity for watch in told] == [world.activity]
        assert Watch.objects.filter(activity=other.activity).exists()


def test_when_one_is_over_the_others_wait_on(
    tea_room: Site, zhang_family: Household, operator: User
) -> None:
    with time_machine.travel(STARTS + DURING, tick=False):
        over, ahead = (World(tea_room, zhang_family, operator, State.SCHEDULED) for _each in "ab")
        Activity.objects.filter(pk=over.activity.pk).update(ends_at=STARTS + DURING)
        before = ahead.rows()
        assert end_waiting() == 2
        assert ahead.rows() == before
        assert (over["waiting"].stage, over["offered"].stage) == (Stage.EXPIRED,) * 2
        assert not Watch.objects.filter(activity=over.activity).exists()
