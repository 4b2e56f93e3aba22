"""Places that come free: offered, taken, left, run out; and what nobody may do."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

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
from shufang.activities.actions.registering.register import Kid, Party, register
from shufang.activities.actions.registering.stages import LEGAL, move
from shufang.activities.actions.registering.watch import watch
from shufang.activities.choices import Counted, Queue, Stage
from shufang.activities.models import Activity, Attendee, Registration, Rules, Watch
from shufang.activities.news import ActivityCancelled
from shufang.activities.queries.registering.rules import published_rules
from shufang.outbox.models import Message
from shufang.people.models import Household, User
from shufang.places.models import Site
from shufang.shared.models import LogEntry
from tests.cast import browser
from tests.factories.planned import plan_ahead, with_places

pytestmark = pytest.mark.django_db


def come(activity: Activity, number: int, kids: int = 1) -> Registration:
    year = timezone.localdate().year - 6
    return register(
        activity=Activity.objects.select_related("rules", "site").get(pk=activity.pk),
        party=Party(1, tuple(Kid(f"孩{n}", year, 1) for n in range(kids))),
        phone=f"1380000{number:04}",
        name=f"家{number}",
    )


def again(registration: Registration) -> Registration:
    return Registration.objects.select_related("activity__rules", "activity__site").get(
        pk=registration.pk
    )


@pytest.fixture
def activity(tea_room: Site) -> Activity:
    """One place; the day after tomorrow, so that offers last their full time."""
    starts = timezone.localtime().replace(hour=10, minute=0) + timedelta(days=3)
    found = plan_ahead(tea_room, starts=starts)
    with_places(found, 1, waiting_places=9)
    return found


def test_cancelling_offers_the_place_in_the_same_moment(activity: Activity) -> None:
    first, second, third = (come(activity, n) for n in (1, 2, 3))
    cancel_registration(registration=first, actor="family")
    offered = again(second)
    assert offered.stage == Stage.OFFERED
    assert offered.offered_until is not None
    assert again(third).stage == Stage.WAITING
    assert Message.objects.filter(template="place_offered").count() == 1
    assert Rules.objects.get(pk=activity.pk).taken == 1


def test_an_offer_is_taken_once(activity: Activity) -> None:
    first, second = come(activity, 1), come(activity, 2)
    cancel_registration(registration=first, actor="family")
    accept_offer(registration=again(second))
    accept_offer(registration=again(second))
    assert again(second).stage == Stage.CONFIRMED
    assert Rules.objects.get(pk=activity.pk).taken == 1


def test_an_offer_that_is_declined_goes_on(activity: Activity) -> None:
    first, second, third = (come(activity, n) for n in (1, 2, 3))
    cancel_registration(registration=first, actor="family")
    decline_offer(registration=again(second))
    assert again(third).stage == Stage.OFFERED


def test_a_second_phone_does_not_undo_what_the_first_has_answered(activity: Activity) -> None:
    first, second = come(activity, 1), come(activity, 2)
    cancel_registration(registration=first, actor="family")
    accept_offer(registration=again(second))
    for late in (decline_offer, wait_on):
        with pytest.raises(ValidationError, match="已经确认要来了"):
            late(registration=again(second))
    assert again(second).stage == Stage.CONFIRMED


def test_an_offer_that_runs_out_goes_on(activity: Activity) -> None:
    first, second, third = (come(activity, n) for n in (1, 2, 3))
    cancel_registration(registration=first, actor="family")
    assert expire_offers() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=13)):
        assert expire_offers() == 1
        with pytest.raises(ValidationError, match="已经过了"):
            accept_offer(registration=again(second))
        assert [again(r).stage for r in (second, third)] == [Stage.EXPIRED, Stage.OFFERED]
    assert not Attendee.objects.filter(registration=second, alive=True).exists()


def test_who_answers_too_late_finds_it_gone_and_the_next_has_it(activity: Activity) -> None:
    """Though the clock's own job has not come by yet."""
    first, second, third = come(activity, 1), come(activity, 2), come(activity, 3)
    cancel_registration(registration=first, actor="family")
    link = f"/join/{second.link_token}/"
    with time_machine.travel(again(second).offered_until + timedelta(seconds=1), tick=False):  # type: ignore[operator]
        assert "名额已经过期" in browser().get(link).content.decode()
        browser().post(f"{link}accept/")
        stages = [again(one).stage for one in (second, third)]
        assert stages == [Stage.EXPIRED, Stage.OFFERED]
        assert come(activity, 2).stage == Stage.WAITING


def test_no_offer_reaches_into_the_last_half_hour(activity: Activity) -> None:
    first, second, third = (come(activity, n) for n in (1, 2, 3))
    assert activity.starts_at is not None
    with time_machine.travel(activity.starts_at - timedelta(hours=2)):
        cancel_registration(registration=first, actor="family")
        assert again(second).offered_until == activity.starts_at - timedelta(minutes=30)
    with time_machine.travel(activity.starts_at - timedelta(minutes=50)):
        decline_offer(registration=again(second))
        assert again(third).stage == Stage.WAITING


def test_without_hours_to_answer_the_place_is_given_at_once(activity: Activity) -> None:
    Rules.objects.update(offer_hours=0)
    first, second = come(activity, 1), come(activity, 2)
    cancel_registration(registration=first, actor="family")
    assert again(second).stage == Stage.CONFIRMED
    assert Message.objects.filter(template="promoted").count() == 1


class TestPart:
    """A party that is offered fewer places than it asked for."""

    @pytest.fixture
    def offered(self, activity: Activity) -> Registration:
        Rules.objects.update(counted=Counted.CHILD, places=3, queue=Queue.PARTIAL)
        first, second = come(activity, 1, kids=2), come(activity, 2, kids=2)
        del first
        return again(second)

    def test_it_is_asked_at_once(self, offered: Registration) -> None:
        assert (offered.stage, offered.offered, offered.takes) == (Stage.OFFERED, 1, 2)
        assert Rules.objects.get(pk=offered.activity_id).taken == 3

    def test_it_says_who_comes(self, offered: Registration) -> None:
        kid = offered.attendees.order_by("pk")[1]
        accept_offer(registration=offered, keep=[kid.pk])
        found = again(offered)
        assert (found.stage, found.takes, found.children) == (Stage.CONFIRMED, 1, 1)
        assert [who.nickname for who in found.attendees.all()] == [kid.nickname]

    def test_not_more_than_there_are(self, offered: Registration) -> None:
        everybody = [who.pk for who in offered.attendees.all()]
        with pytest.raises(ValidationError, match="名额只有 1 个"):
            accept_offer(registration=offered, keep=everybody)
        assert again(offered).stage == Stage.OFFERED

    def test_nothing_is_offered_that_is_of_no_use(self, activity: Activity) -> None:
        """A child comes with a grown-up: one place is for nobody, two are for both."""
        Rules.objects.update(counted=Counted.PERSON, places=7, queue=Queue.PARTIAL)
        first, other, last = come(activity, 1, kids=2), come(activity, 2, kids=2), come(activity, 3)
        assert (again(last).stage, Rules.objects.get().taken) == (Stage.WAITING, 6)
        cancel_registration(registration=other, actor="family")
        waits = come(activity, 4, kids=2)
        assert (again(last).stage, again(waits).offered) == (Stage.OFFERED, 2)
        assert "至少空出 2 个才问" in str(published_rules(again(first).activity))

    def test_or_waits_on_together(self, offered: Registration, activity: Activity) -> None:
        third = come(activity, 3)
        for _twice in range(2):
            wait_on(registration=again(offered))
        assert again(offered).stage == Stage.WAITING
        assert again(third).stage == Stage.OFFERED  # what it left goes to those behind it
        assert again(offered).skipped == 1


def test_an_offer_of_all_is_taken_or_left_not_waited_on(activity: Activity) -> None:
    first, second, third = (come(activity, n) for n in (1, 2, 3))
    cancel_registration(registration=first, actor="family")
    with pytest.raises(ValidationError, match="全部名额"):
        wait_on(registration=again(second))
    assert [again(r).stage for r in (second, third)] == [Stage.OFFERED, Stage.WAITING]


def test_fewer_places_than_given_away_are_refused_more_promote(activity: Activity) -> None:
    come(activity, 1)
    second = come(activity, 2)
    with pytest.raises(ValidationError, match="已经给出 1 个"):
        change_places(activity, 0)
    change_places(activity, 2)
    assert again(second).stage == Stage.OFFERED


def test_the_party_changes_and_keeps_its_number(activity: Activity) -> None:
    Rules.objects.update(counted=Counted.CHILD, places=2)
    first = again(come(activity, 1))
    year = timezone.localdate().year - 6
    two = Party(1, (Kid("孩0", year, 1), Kid("孩1", year, 1)))
    change_party(registration=first, party=two)
    assert Rules.objects.get(pk=activity.pk).taken == 2
    second = come(activity, 2)
    assert second.stage == Stage.WAITING
    change_party(registration=again(first), party=Party(1, (Kid("孩0", year, 1),)))
    assert again(second).stage == Stage.OFFERED
    with pytest.raises(ValidationError):
        change_party(registration=again(first), party=two)
    assert again(first).takes == 1
    assert Rules.objects.get(pk=activity.pk).taken == 2


def test_who_gives_up_while_another_changes_the_party_is_gone(activity: Activity) -> None:
    """Both parents have the page open; the one who cancels is faster."""
    open_page, year = again(come(activity, 1)), timezone.localdate().year - 6
    cancel_registration(registration=again(open_page), actor="family")
    with pytest.raises(ValidationError) as refusal:
        change_party(registration=open_page, party=Party(2, (Kid("孩0", year, 1),)))
    assert refusal.value.code == "illegal"
    assert not Attendee.objects.filter(registration=open_page, alive=True).exists()
    assert come(activity, 1).stage == Stage.CONFIRMED  # the child may come after all


def test_who_gives_up_a_party_that_has_grown_meanwhile_gives_all_its_places_back(
    activity: Activity,
) -> None:
    """Both parents have the page open; the one who adds a child is faster."""
    Rules.objects.update(counted=Counted.CHILD, places=2)
    open_page, year = again(come(activity, 1)), timezone.localdate().year - 6
    two = Party(1, (Kid("孩0", year, 1), Kid("孩1", year, 1)))
    change_party(registration=again(open_page), party=two)
    with pytest.raises(ValidationError) as refusal:
        cancel_registration(registration=open_page, actor="family")
    assert (refusal.value.code, Rules.objects.get(pk=activity.pk).taken) == ("stale", 2)
    cancel_registration(registration=again(open_page), actor="family")
    assert Rules.objects.get(pk=activity.pk).taken == 0


def test_nobody_grows_past_those_who_began_to_wait_meanwhile(activity: Activity) -> None:
    Rules.objects.update(counted=Counted.CHILD, places=3)
    open_page = again(come(activity, 1))
    assert open_page.activity.rules.waiting == 0
    come(activity, 2)
    assert come(activity, 3, kids=2).stage == Stage.WAITING
    year = timezone.localdate().year - 6
    two = Party(1, (Kid("孩0", year, 1), Kid("孩1", year, 1)))
    with pytest.raises(ValidationError) as refusal:
        change_party(registration=open_page, party=two)
    assert refusal.value.code == "full"


def test_a_child_over_its_limit_does_not_come_in_by_a_change(
    activity: Activity, zhang_family: Household
) -> None:
    first, second = (Kid.of(child) for child in zhang_family.children.order_by("pk"))
    Activity.objects.update(age_from=None)
    other = plan_ahead(activity.site, starts=activity.starts_at, age_from=None)
    with_places(other, 3, child_limit=1)
    for found, kids in ((activity, (first,)), (other, (second,))):
        register(
            activity=Activity.objects.select_related("rules", "site").get(pk=found.pk),
            party=Party(1, kids),
            household=zhang_family,
            phone=zhang_family.guardians.get().phone,
        )
    made = Registration.objects.select_related("activity__rules").get(activity=other)
    with pytest.raises(ValidationError) as refusal:
        change_party(registration=again(made), party=Party(1, (first, second)))
    assert (refusal.value.code, again(made).children) == ("limit", 1)
    change_party(registration=again(made), party=Party(2, (second,)))
    assert again(made).adults == 2


def test_an_activity_called_off_ends_everything_quietly(activity: Activity) -> None:
    first, second = come(activity, 1), come(activity, 2)
    before = Message.objects.count()
    end_with_activity(ActivityCancelled(activity))
    assert [again(r).stage for r in (first, second)] == [Stage.CANCELLED] * 2
    assert Message.objects.count() == before
    rules = Rules.objects.get(pk=activity.pk)
    assert (rules.taken, rules.waiting) == (0, 0)


def test_when_it_is_over_nobody_waits_any_more(activity: Activity) -> None:
    come(activity, 1)
    second = come(activity, 2)
    assert activity.ends_at is not None
    with time_machine.travel(activity.ends_at + timedelta(minutes=1)):
        assert end_waiting() == 1
    assert again(second).stage == Stage.EXPIRED


def test_staff_give_a_place_with_a_reason(activity: Activity, operator: User) -> None:
    come(activity, 1)
    second = come(activity, 2)
    with pytest.raises(ValidationError, match="原因"):
        give_place(registration=again(second), actor=operator, reason=" ")
    with pytest.raises(ValidationError, match="满了"):
        give_place(registration=again(second), actor=operator, reason="讲述人家属")
    Rules.objects.update(places=2)
    give_place(registration=again(second), actor=operator, reason="讲述人家属")
    assert again(second).stage == Stage.CONFIRMED
    with pytest.raises(ValidationError, match="不在候补里"):
        give_place(registration=again(second), actor=operator, reason="讲述人家属")
    entry = LogEntry.objects.get(deed="activities.give_place")
    assert (entry.actor, entry.reason) == (str(operator), "讲述人家属")


def test_who_watches_is_told_once(activity: Activity) -> None:
    Rules.objects.update(waiting_places=0)
    first = come(activity, 1)
    activity.refresh_from_db()
    watch(activity=activity, phone="13900000001")
    watch(activity=activity, phone="13900000001")
    assert Watch.objects.count() == 1
    cancel_registration(registration=first, actor="family")
    assert Message.objects.filter(template="places_free").count() == 1
    assert Watch.objects.get().told_at is not None
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        end_waiting()
    assert not Watch.objects.exists()  # the number was for this one message


def test_nobody_watches_what_is_over_nor_do_programs_fill_the_list(
    activity: Activity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shufang.activities.actions.registering.watch.MOST", 1)
    activity = Activity.objects.select_related("rules").get(pk=activity.pk)
    watch(activity=activity, phone="13900000001")
    with pytest.raises(ValidationError, match="太多"):
        watch(activity=activity, phone="13900000002")
    assert activity.ends_at is not None
    with time_machine.travel(activity.ends_at), pytest.raises(ValidationError, match="已经结束"):
        watch(activity=activity, phone="13900000003")
    assert Watch.objects.count() == 1


def test_what_does_not_follow_is_refused(activity: Activity) -> None:
    registration = come(activity, 1)
    for to in set(Stage) - LEGAL[Stage.CONFIRMED] - {Stage.CONFIRMED}:
        with pytest.raises(ValidationError) as refusal:
            move(registration, to, actor="system")
        assert refusal.value.code == "illegal"
    assert registration.steps.count() == 1


def test_who_comes_second_to_the_same_row_changes_nothing(activity: Activity) -> None:
    registration = come(activity, 1)
    stale = again(registration)
    cancel_registration(registration=registration, actor="family")
    with pytest.raises(ValidationError) as refusal:
        move(stale, Stage.ATTENDED, actor="system")
    assert refusal.value.code == "stale"
    assert Rules.objects.get(pk=activity.pk).taken == 0


def test_a_change_that_is_rolled_back_gives_nothing_away(activity: Activity) -> None:
    registration = come(activity, 1)
    stale = again(registration)
    cancel_registration(registration=registration, actor="family")
    come(activity, 2)
    with pytest.raises(ValidationError):
        cancel_registration(registration=stale, actor="family")
    assert Rules.objects.get(pk=activity.pk).taken == 1
