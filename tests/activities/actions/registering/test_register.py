"""A party registers: places, the waiting list, and everything that is refused in words."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from shufang.activities.actions.registering.cancel import cancel_registration
from shufang.activities.actions.registering.register import Kid, Party, register
from shufang.activities.choices import Audience, Counted, Places, Stage, State, Way
from shufang.activities.models import (
    Activity,
    AttendanceRules,
    Category,
    Registration,
    Rules,
    Strike,
)
from shufang.people.models import Guardian, Household
from shufang.places.models import Site
from tests.factories.planned import plan_ahead, with_places

pytestmark = pytest.mark.django_db
MIA = Kid("阿米", 2020, 6)


def guest(activity: Activity, number: int = 1, party: Party | None = None, **more: object):  # type: ignore[no-untyped-def]
    return register(
        activity=Activity.objects.select_related("rules", "site").get(pk=activity.pk),
        party=party or Party(1, (Kid("阿米", timezone.localdate().year - 6, 1),)),
        phone=f"1380000{number:04}",
        **more,  # type: ignore[arg-type]
    )


def family(activity: Activity, household: Household, **more: object):  # type: ignore[no-untyped-def]
    first = household.children.order_by("pk")[0]
    return register(
        activity=activity,
        party=Party(1, (Kid.of(first),)),
        household=household,
        phone=household.guardians.order_by("pk")[0].phone,
        **more,  # type: ignore[arg-type]
    )


def refused(code: str, activity: Activity, number: int = 1, party: Party | None = None) -> str:
    with pytest.raises(ValidationError) as refusal:
        guest(activity, number, party)
    assert refusal.value.code == code
    return refusal.value.messages[0]


@pytest.fixture
def activity(tea_room: Site) -> Activity:
    found = plan_ahead(tea_room)
    with_places(found, 2, waiting_places=2)
    return found


def test_the_first_get_places_the_next_wait_and_then_it_is_full(activity: Activity) -> None:
    stages = [guest(activity, n).stage for n in range(1, 5)]
    assert stages == [Stage.CONFIRMED, Stage.CONFIRMED, Stage.WAITING, Stage.WAITING]
    assert "都满了" in refused("waiting_full", activity, 5)
    rules = Rules.objects.get(pk=activity.pk)
    assert (rules.taken, rules.waiting) == (2, 2)
    assert Registration.objects.count() == 4


def test_a_step_and_a_message_come_with_it(activity: Activity) -> None:
    from shufang.outbox.models import Message

    made = guest(activity)
    assert [(step.before, step.after, step.actor) for step in made.steps.all()] == [
        ("", Stage.CONFIRMED, "family")
    ]
    assert Message.objects.get().template == "registered_confirmed"
    assert "0001" not in str(Message.objects.values().get())


def test_the_same_form_twice_is_one_registration(activity: Activity) -> None:
    once, again = guest(activity, key="k1"), guest(activity, key="k1")
    assert once.pk == again.pk
    assert once.link_token == again.link_token
    assert Rules.objects.get(pk=activity.pk).taken == 1


def test_the_same_form_with_other_people_is_told(activity: Activity) -> None:
    guest(activity, key="k1")
    with pytest.raises(ValidationError, match="已经提交过"):
        guest(activity, key="k1", party=Party(2, (Kid("阿米", timezone.localdate().year - 6, 1),)))


def test_the_same_form_twice_when_the_list_is_full_is_still_the_first(activity: Activity) -> None:
    Rules.objects.update(places=1, waiting_places=0)
    once = guest(activity, key="k1")
    assert guest(activity, key="k1").pk == once.pk


def test_another_form_of_the_same_phone_is_told_and_gets_no_link(activity: Activity) -> None:
    guest(activity, key="k1")
    with pytest.raises(ValidationError) as refusal:
        guest(activity, key="k2")
    assert refusal.value.code == "already"
    assert not (refusal.value.params or {}).get("registration")


def test_a_household_registers_once_whoever_of_it_does(
    activity: Activity, zhang_family: Household
) -> None:
    first = family(activity, zhang_family)
    with pytest.raises(ValidationError, match="你家已经报过") as refusal:
        register(
            activity=activity,
            party=Party(1, (Kid.of(zhang_family.children.order_by("pk")[0]),)),
            household=zhang_family,
            phone="13800009999",  # the other parent
        )
    assert (refusal.value.params or {})["registration"] == first
    assert Rules.objects.get(pk=activity.pk).taken == 1


class TestAGuestWhoseNumberIsAGuardians:
    """The other parent, who does not sign in: the family's rules are theirs too."""

    FATHER = "13800009999"

    @pytest.fixture
    def household(self, zhang_family: Household) -> Household:
        father = Guardian(household=zhang_family, name="爸爸")
        father.set_phone(self.FATHER)
        father.save()
        return zhang_family

    def comes(self, activity: Activity, phone: str = FATHER) -> Registration:
        return register(
            activity=Activity.objects.select_related("rules", "site").get(pk=activity.pk),
            party=Party(1, (Kid("小米", 2020, 6),)),
            phone=phone,
        )

    def test_the_family_has_registered(
        self, activity: Activity, household: Household, chen_family: Household
    ) -> None:
        first = family(activity, household)
        with pytest.raises(ValidationError, match="的家庭已经报过") as refusal:
            self.comes(activity)
        assert (refusal.value.params or {})["of_phone"] == first
        self.comes(activity, chen_family.guardians.get().phone)  # another family's number

    def test_the_family_has_used_up_its_limit(
        self, activity: Activity, household: Household, tea_room: Site
    ) -> None:
        family(activity, household)
        other = plan_ahead(tea_room)
        with_places(other, 3, household_limit=1)
        with pytest.raises(ValidationError) as refusal:
            self.comes(other)
        assert refusal.value.code == "limit"
        assert self.comes(other, "13800009998").pk  # nobody's

    def test_the_family_is_paused(
        self, activity: Activity, household: Household, tea_room: Site
    ) -> None:
        made = family(activity, household)
        AttendanceRules.objects.create(strikes=1)
        strike = Strike.objects.create(
            registration=made,
            household=household,
            expires_at=timezone.now() + timedelta(days=9),
        )
        other = plan_ahead(tea_room)
        with_places(other, 3)
        with pytest.raises(ValidationError) as refusal:
            self.comes(other)
        assert refusal.value.code == "paused"
        Strike.objects.filter(pk=strike.pk).update(lifted=True)
        assert self.comes(other).pk

    def test_the_family_has_been_here(
        self, activity: Activity, household: Household, tea_room: Site
    ) -> None:
        made = family(activity, household)
        Registration.objects.filter(pk=made.pk).update(stage=Stage.ATTENDED)
        other = plan_ahead(tea_room)
        with_places(other, 3)
        assert not self.comes(other).first_time
        assert self.comes(other, "13800009998").first_time


def test_after_cancelling_one_may_come_back(activity: Activity, zhang_family: Household) -> None:
    first = family(activity, zhang_family)
    cancel_registration(registration=first, actor="family")
    assert family(activity, zhang_family).stage == Stage.CONFIRMED


def test_small_ones_come_along_and_take_no_part(
    activity: Activity, zhang_family: Household
) -> None:
    Rules.objects.update(counted=Counted.CHILD)
    activity.refresh_from_db()
    kids = tuple(Kid.of(child) for child in zhang_family.children.all())
    made = register(
        activity=activity, party=Party(1, kids), household=zhang_family, phone="13800004821"
    )
    assert (made.children, made.takes) == (2, 1)


def test_small_ones_alone_are_no_party(activity: Activity) -> None:
    small = Kid("豆豆", timezone.localdate().year - 2, 1)
    assert "适龄" in refused("children", activity, party=Party(1, (small,)))


def test_an_activity_for_children_takes_no_small_ones(activity: Activity) -> None:
    Activity.objects.update(audience=Audience.CHILDREN)
    small = Kid("豆豆", timezone.localdate().year - 2, 1)
    assert "豆豆未到 4 岁" in refused("age", activity, party=Party(1, (small,)))


def test_who_is_too_old_reads_so(activity: Activity) -> None:
    big = Kid("大宝", timezone.localdate().year - 12, 1)
    assert "超过 8 岁" in refused("age", activity, party=Party(1, (big,)))


@pytest.mark.parametrize(("adults", "code"), [(0, "adults"), (3, "adults")])
def test_too_few_or_too_many_adults(activity: Activity, adults: int, code: str) -> None:
    kid = Kid("阿米", timezone.localdate().year - 6, 1)
    refused(code, activity, party=Party(adults, (kid,)))


def test_too_many_children(activity: Activity) -> None:
    kids = tuple(Kid(f"孩{n}", timezone.localdate().year - 6, 1) for n in range(4))
    assert "最多 3" in refused("children", activity, party=Party(1, kids))


def test_a_party_larger_than_everything_reads_so(activity: Activity) -> None:
    Rules.objects.update(counted=Counted.PERSON, places=2)
    kids = tuple(Kid(f"孩{n}", timezone.localdate().year - 6, 1) for n in range(2))
    refused("party", activity, party=Party(1, kids))


def test_before_the_opening_and_after_the_end(activity: Activity) -> None:
    now = timezone.now()
    Rules.objects.update(opens_at=now + timedelta(hours=1))
    refused("ahead", activity)
    Rules.objects.update(opens_at=None, closes_at=now - timedelta(hours=1))
    refused("ended", activity)
    assert guest(activity, way=Way.STAFF, actor="李运营").stage == Stage.CONFIRMED


@pytest.mark.parametrize(
    ("fields", "code"),
    [({"state": State.CANCELLED}, "cancelled"), ({"published_at": None}, "hidden")],
)
def test_what_is_not_open_to_readers(
    activity: Activity, fields: dict[str, object], code: str
) -> None:
    Activity.objects.update(**fields)
    refused(code, activity)


def test_no_registration_is_needed(activity: Activity) -> None:
    Rules.objects.update(way=Places.OPEN)
    assert "直接来" in refused("open", activity)


def test_first_timers_come_first(activity: Activity, zhang_family: Household) -> None:
    Rules.objects.update(
        opens_at=timezone.now() - timedelta(hours=1),
        priority=[{"for": "first_timers", "hours": 24}],
    )
    activity.refresh_from_db()
    before = plan_ahead(activity.site, title="上一场")
    with_places(before)
    Registration.objects.create(
        activity=before,
        household=zhang_family,
        stage=Stage.ATTENDED,
        number=1,
        takes=1,
        token="x",
    )
    with pytest.raises(ValidationError) as refusal:
        family(activity, zhang_family)
    assert refusal.value.code == "priority"
    assert guest(activity).first_time


class TestFirstTime:
    @pytest.fixture
    def before(self, activity: Activity) -> Activity:
        found = plan_ahead(activity.site, title="上一场")
        with_places(found)
        return found

    def test_a_number_that_was_there_is_known_and_another_is_not(
        self, activity: Activity, before: Activity
    ) -> None:
        came, stayed_away = guest(before, 1), guest(before, 2)
        Registration.objects.filter(pk=came.pk).update(stage=Stage.ATTENDED)
        Registration.objects.filter(pk=stayed_away.pk).update(stage=Stage.ABSENT)
        assert [guest(activity, n).first_time for n in (1, 2, 3)] == [False, True, True]

    def test_a_household_is_known_by_what_it_attended_itself(
        self, activity: Activity, before: Activity, zhang_family: Household
    ) -> None:
        print_ = zhang_family.guardians.get().phone_print
        came = guest(before)
        mine = Registration.objects.filter(pk=came.pk)
        mine.update(stage=Stage.ATTENDED, phone_print=print_)  # who had the number then
        first = family(activity, zhang_family)
        assert first.first_time
        cancel_registration(registration=first, actor="family")
        mine.update(household=zhang_family)
        assert not family(activity, zhang_family).first_time

    def test_nobody_known_is_not_called_new(self, activity: Activity) -> None:
        made = register(
            activity=activity,
            party=Party(1, (Kid("阿米", timezone.localdate().year - 6, 1),)),
            way=Way.STAFF,
        )
        assert not made.first_time


class TestInARush:
    """What many do at the same second asks the database little; a new query here is felt by all."""

    def test_a_guest_gets_a_place(
        self, activity: Activity, django_assert_max_num_queries: Any
    ) -> None:
        here = Activity.objects.select_related("rules").get(pk=activity.pk)
        with django_assert_max_num_queries(10):  # savepoint and release among them
            made = register(
                activity=here,
                party=Party(1, (Kid("阿米", timezone.localdate().year - 6, 1),)),
                phone="13800000001",
            )
        assert made.stage == Stage.CONFIRMED

    def test_a_guest_finds_it_full(
        self, activity: Activity, django_assert_max_num_queries: Any
    ) -> None:
        for number in range(1, 5):
            guest(activity, number)
        here = Activity.objects.select_related("rules").get(pk=activity.pk)
        with (
            django_assert_max_num_queries(1),
            pytest.raises(ValidationError, match="都满了"),
        ):
            register(
                activity=here,
                party=Party(1, (Kid("阿米", timezone.localdate().year - 6, 1),)),
                phone="13800000009",
            )


def test_limits_of_a_household_and_of_a_child(activity: Activity, zhang_family: Household) -> None:
    other = plan_ahead(activity.site, title="另一场")
    with_places(other, 5, household_limit=1)
    family(activity, zhang_family)
    with pytest.raises(ValidationError, match="限报 1 场"):
        family(other, zhang_family)
    Rules.objects.filter(pk=other.pk).update(household_limit=0, child_limit=1)
    other.refresh_from_db()
    with pytest.raises(ValidationError, match="小米已经报满"):
        family(other, zhang_family)
    Rules.objects.filter(pk=other.pk).update(child_limit=2)
    other.refresh_from_db()
    assert family(other, zhang_family).stage == Stage.CONFIRMED


def test_limits_are_of_activities_of_one_kind_within_their_days(
    activity: Activity, zhang_family: Household
) -> None:
    """What the family does elsewhere or long before is its own affair."""
    category = Category.objects.exclude(pk=activity.category_id)[0]
    elsewhere = plan_ahead(activity.site, title="别的一类", category=category)
    far = plan_ahead(activity.site, title="两个月后", starts=timezone.now() + timedelta(days=60))
    limited = plan_ahead(activity.site, title="限报一场")
    for other in (elsewhere, far):
        with_places(other, 5)
    with_places(limited, 5, household_limit=1, child_limit=1, limit_days=30)
    for other in (elsewhere, far):
        family(other, zhang_family)
    given_up = family(activity, zhang_family)
    cancel_registration(registration=given_up, actor="family")
    assert family(limited, zhang_family).stage == Stage.CONFIRMED


def test_a_guests_child_is_known_by_its_nickname_and_year(activity: Activity) -> None:
    other = plan_ahead(activity.site, title="另一场")
    with_places(other, 5, child_limit=1)
    year = timezone.localdate().year - 6
    guest(activity, party=Party(1, (Kid("阿米", year, 1),)))
    assert "阿米已经报满" in refused("limit", other, party=Party(1, (Kid("阿米", year, 1),)))
    for number, kid in ((1, Kid("阿豆", year, 1)), (2, Kid("阿米", year, 1))):
        assert guest(other, number, Party(1, (kid,))).stage == Stage.CONFIRMED


def test_nor_is_it_another_child_of_its_name(activity: Activity) -> None:
    other = plan_ahead(activity.site, title="另一场")
    with_places(other, 5, child_limit=1)
    year = timezone.localdate().year
    guest(activity, party=Party(1, (Kid("阿米", year - 6, 1),)))
    assert guest(other, party=Party(1, (Kid("阿米", year - 7, 1),))).stage == Stage.CONFIRMED


def test_where_children_are_counted_one_has_to_come(activity: Activity) -> None:
    Activity.objects.update(audience=Audience.EVERYONE)
    assert guest(activity, 1, Party(1)).stage == Stage.CONFIRMED
    Rules.objects.update(counted=Counted.CHILD)
    assert "适龄的孩子" in refused("children", activity, 2, Party(1))


def test_a_draw_takes_applications_and_no_places(activity: Activity) -> None:
    Rules.objects.update(way=Places.DRAW)
    assert [guest(activity, n).stage for n in range(1, 5)] == [Stage.APPLIED] * 4
    assert Rules.objects.get(pk=activity.pk).taken == 0


class TestBeside:
    """The parents' growth corner beside the children's activity."""

    @pytest.fixture
    def corner(self, activity: Activity) -> Activity:
        found = plan_ahead(
            activity.site, title="家长成长角", audience=Audience.ADULTS, beside=activity
        )
        with_places(found, 1, counted=Counted.PERSON)
        return found

    def test_one_form_registers_both(self, activity: Activity, corner: Activity) -> None:
        kid = Kid("阿米", timezone.localdate().year - 6, 1)
        guest(activity, party=Party(1, (kid,), frozenset({corner.pk})))
        made = Registration.objects.get(activity=corner)
        assert (made.stage, made.adults, made.children) == (Stage.CONFIRMED, 1, 0)

    def test_all_or_nothing(self, activity: Activity, corner: Activity) -> None:
        kid = Kid("阿米", timezone.localdate().year - 6, 1)
        party = Party(1, (kid,), frozenset({corner.pk}))
        guest(activity, 1, party)
        assert "家长成长角" in refused("full", activity, 2, party)
        assert Rules.objects.get(pk=activity.pk).taken == 1
        assert guest(activity, 2).stage == Stage.CONFIRMED

    def test_cancelling_gives_both_back(self, activity: Activity, corner: Activity) -> None:
        kid = Kid("阿米", timezone.localdate().year - 6, 1)
        made = guest(activity, party=Party(1, (kid,), frozenset({corner.pk})))
        cancel_registration(registration=made, actor="family")
        assert [rules.taken for rules in Rules.objects.all()] == [0, 0]

    def test_what_does_not_run_beside_it_is_refused(self, activity: Activity) -> None:
        kid = Kid("阿米", timezone.localdate().year - 6, 1)
        refused("beside", activity, party=Party(1, (kid,), frozenset({activity.pk})))

    def test_what_was_not_chosen_is_not_registered(
        self, activity: Activity, corner: Activity
    ) -> None:
        other = plan_ahead(
            activity.site, title="家长读书会", audience=Audience.ADULTS, beside=activity
        )
        with_places(other, 3)
        kid = Kid("阿米", timezone.localdate().year - 6, 1)
        guest(activity, party=Party(1, (kid,), frozenset({corner.pk})))
        assert not Registration.objects.filter(activity=other).exists()

    def test_nobody_goes_there_where_no_grown_up_comes(
        self, activity: Activity, corner: Activity
    ) -> None:
        Rules.objects.filter(pk=activity.pk).update(adults_least=0)
        kid = Kid("阿米", timezone.localdate().year - 6, 1)
        refused("beside", activity, party=Party(0, (kid,), frozenset({corner.pk})))

    def test_where_nobody_registers_there_is_nothing_to_write(
        self, activity: Activity, corner: Activity
    ) -> None:
        Rules.objects.filter(pk=corner.pk).update(way=Places.OPEN)
        kid = Kid("阿米", timezone.localdate().year - 6, 1)
        assert guest(activity, party=Party(1, (kid,), frozenset({corner.pk}))).pk
        assert Registration.objects.get().activity == activity

    def test_a_parent_who_is_there_already_stays(
        self, activity: Activity, corner: Activity
    ) -> None:
        kid = Kid("阿米", timezone.localdate().year - 6, 1)
        made = guest(activity, party=Party(1, (kid,), frozenset({corner.pk})))
        Registration.objects.filter(activity=corner).update(stage=Stage.ATTENDED)
        cancel_registration(registration=made, actor="family")
        assert Registration.objects.get(activity=corner).stage == Stage.ATTENDED

    def test_anothers_place_there_is_not_given_up(
        self, activity: Activity, corner: Activity, zhang_family: Household
    ) -> None:
        Rules.objects.filter(pk=corner.pk).update(places=5)
        kid = Kid("阿米", timezone.localdate().year - 6, 1)
        made = guest(activity, 1, Party(1, (kid,), frozenset({corner.pk})))
        guest(activity, 2, Party(1, (kid,), frozenset({corner.pk})))
        cancel_registration(registration=made, actor="family")
        stages = Registration.objects.filter(activity=corner).order_by("pk")
        assert [one.stage for one in stages] == [Stage.CANCELLED, Stage.CONFIRMED]
