"""Those who did not come: asked before, released, noted, heard; nobody is blamed on a guess."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from shufang.activities.actions.cancel_activity import cancel_activity
from shufang.activities.actions.no_shows.appeal import appeal, decide_appeal
from shufang.activities.actions.no_shows.ask_again import ask_again, keep_place
from shufang.activities.actions.no_shows.change_rules import change_rules
from shufang.activities.actions.no_shows.forget import forget_old
from shufang.activities.actions.no_shows.mark_absent import mark_absent, mark_absent_due
from shufang.activities.actions.no_shows.release import release_due
from shufang.activities.actions.registering.cancel import cancel_registration
from shufang.activities.actions.registering.register import Kid, Party, register
from shufang.activities.actions.registering.say_photo import say_photo
from shufang.activities.actions.signing_in.head_count import count_heads
from shufang.activities.actions.signing_in.sign_in import sign_in
from shufang.activities.choices import Method, Stage, State
from shufang.activities.models import Activity, AttendanceRules, Registration, Rules, Step, Strike
from shufang.activities.news import ActivityClosed
from shufang.activities.queries.no_shows import paused_until, rules_text
from shufang.outbox.models import Message
from shufang.outbox.templates import template
from shufang.people.models import Household, User
from shufang.places.models import Site
from shufang.shared.announce import announce
from shufang.shared.models import LogEntry
from tests.cast import browser
from tests.factories.planned import plan_ahead, with_places

pytestmark = pytest.mark.django_db
STARTS = datetime(2026, 10, 17, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
PHONE = "13800000001"


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Two days before the start."""
    with time_machine.travel(STARTS - timedelta(days=2), tick=False) as traveller:
        yield traveller


@pytest.fixture
def activity(tea_room: Site, clock: time_machine.Traveller) -> Activity:
    found = plan_ahead(tea_room, starts=STARTS)
    with_places(found, 3)
    return found


KID = Kid("小米", 2020, 6)


def guest(activity: Activity, phone: str = PHONE) -> Registration:
    return register(activity=activity, party=Party(1, (KID,)), phone=phone, name="某家")


def warned(registration: Registration) -> bool:
    """Whether the pages on which it may be cancelled say that it will be noted; both say the
    same."""
    link = registration.link_token
    own = "现在取消会记一次" in browser().get(f"/join/{link}/").content.decode()
    asked = browser().get(f"/still-coming/{link}/").content.decode()
    assert own == ("现在让出会记一次未到" in asked) != ("不来也没关系" in asked)
    return own


def come(
    activity: Activity, registration: Registration | None = None, key: str = "k", **said: object
) -> None:
    values: dict[str, object] = {"method": Method.ROTATING, "adults": 1, "children": 1, **said}
    sign_in(activity=activity, registration=registration, key=key, **values)  # type: ignore[arg-type]


def held_without(clock: time_machine.Traveller, activity: Activity) -> Registration:
    """Another family comes, this one does not; a day and a bit later."""
    missing, other = guest(activity), guest(activity, "13800000002")
    clock.move_to(STARTS)
    come(activity, other)
    clock.move_to(STARTS + timedelta(hours=26))
    return missing


def stage(registration: Registration) -> str:
    registration.refresh_from_db()
    return registration.stage


def asked(code: str) -> list[Message]:
    return list(Message.objects.filter(template=code))


class TestAskingAgain:
    @pytest.fixture(autouse=True)
    def _a_day_before(self, activity: Activity) -> None:
        Rules.objects.filter(pk=activity.pk).update(reconfirm_hours=24)

    def test_everybody_with_a_place_is_asked_once(
        self, activity: Activity, clock: time_machine.Traveller
    ) -> None:
        registration = guest(activity)
        assert ask_again() == 0  # two days before
        clock.move_to(STARTS - timedelta(hours=24))
        assert ask_again() == 1
        assert ask_again() == 0
        (message,) = asked("still_coming")
        kind = template("still_coming")
        assert kind is not None
        text = kind.text(message)
        assert text is not None
        assert "皮影戏" in text.body
        assert text.body.startswith("【")  # whose message it is, as carriers ask
        assert text.link.endswith(f"/still-coming/{registration.link_token}/")
        with translation.override("en"):
            english = kind.text(message)
        assert english is not None
        assert "still coming" in english.body

    def test_who_says_yes_keeps_the_place_and_is_not_asked(
        self, activity: Activity, clock: time_machine.Traveller
    ) -> None:
        registration = guest(activity)
        keep_place(registration)
        clock.move_to(STARTS - timedelta(hours=24))
        assert ask_again() == 0
        assert stage(registration) == Stage.CONFIRMED
        assert registration.reconfirmed_at is not None

    def test_who_does_not_answer_keeps_the_place_too(
        self, activity: Activity, clock: time_machine.Traveller
    ) -> None:
        registration = guest(activity)
        clock.move_to(STARTS - timedelta(hours=24))
        ask_again()
        clock.move_to(STARTS + timedelta(minutes=30))
        release_due()
        assert stage(registration) == Stage.CONFIRMED

    def test_a_message_that_is_no_longer_true_is_not_sent(
        self, activity: Activity, clock: time_machine.Traveller
    ) -> None:
        first, second, third = (guest(activity, f"1380000000{n}") for n in range(3))
        clock.move_to(STARTS - timedelta(hours=24))
        assert ask_again() == 3
        keep_place(first)
        cancel_registration(registration=second, actor="family")
        kind = template("still_coming")
        assert kind is not None
        said = {m.subject.partition(":")[2]: kind.text(m) for m in asked("still_coming")}
        assert said[str(first.pk)] is None
        assert said[str(second.pk)] is None
        assert said[str(third.pk)] is not None
        Activity.objects.filter(pk=activity.pk).update(state=State.CANCELLED)
        assert all(kind.text(message) is None for message in asked("still_coming"))

    def test_an_activity_that_was_moved_asks_anew(
        self, activity: Activity, clock: time_machine.Traveller
    ) -> None:
        guest(activity)
        clock.move_to(STARTS - timedelta(hours=24))
        ask_again()
        Activity.objects.filter(pk=activity.pk).update(sequence=1)
        assert ask_again() == 1

    def test_where_the_rules_ask_nothing_nobody_is_asked(
        self, activity: Activity, clock: time_machine.Traveller
    ) -> None:
        Rules.objects.update(reconfirm_hours=0)
        guest(activity)
        clock.move_to(STARTS - timedelta(hours=1))
        assert ask_again() == 0

    def test_a_place_that_is_gone_is_not_kept(self, activity: Activity) -> None:
        registration = guest(activity)
        cancel_registration(registration=registration, actor="family")
        with pytest.raises(ValidationError) as refusal:
            keep_place(registration)
        assert refusal.value.code == "stage"

    def test_once_it_has_begun_the_door_decides(
        self, activity: Activity, clock: time_machine.Traveller
    ) -> None:
        registration = guest(activity)
        clock.move_to(STARTS)
        with pytest.raises(ValidationError) as refusal:
            keep_place(registration)
        assert refusal.value.code == "begun"


class TestReleasing:
    @pytest.fixture(autouse=True)
    def _after_a_quarter_of_an_hour(self, activity: Activity) -> None:
        Rules.objects.filter(pk=activity.pk).update(release_minutes=15)

    def test_places_nobody_claimed_go_to_who_stands_at_the_door(
        self, activity: Activity, zhang_family: Household, clock: time_machine.Traveller
    ) -> None:
        parties = [guest(activity, f"1380000000{n}") for n in range(3)]
        clock.move_to(STARTS)
        come(activity, parties[0])
        clock.move_to(STARTS + timedelta(minutes=14, seconds=59))
        assert release_due() == 0
        clock.move_to(STARTS + timedelta(minutes=15))
        assert release_due() == 2
        assert release_due() == 0
        assert [stage(p) for p in parties] == [Stage.ATTENDED, Stage.EXPIRED, Stage.EXPIRED]
        assert Rules.objects.get(pk=activity.pk).taken == 1
        come(activity, household=zhang_family, key="walks in")
        assert Rules.objects.get(pk=activity.pk).taken == 2

    def test_a_released_place_was_not_used(
        self, activity: Activity, clock: time_machine.Traveller
    ) -> None:
        used, unused = guest(activity), guest(activity, "13800000002")
        clock.move_to(STARTS)
        come(activity, used)
        clock.move_to(STARTS + timedelta(minutes=15))
        release_due()
        clock.move_to(STARTS + timedelta(hours=26))
        mark_absent_due()
        assert [row.registration_id for row in Strike.objects.all()] == [unused.pk]

    def test_who_comes_late_by_another_way_is_not_blamed(
        self, activity: Activity, zhang_family: Household, clock: time_machine.Traveller
    ) -> None:
        late = register(
            activity=activity,
            household=zhang_family,
            party=Party(1, (Kid.of(zhang_family.children.order_by("pk")[0]),)),
        )
        other = guest(activity)
        clock.move_to(STARTS)
        come(activity, other)
        clock.move_to(STARTS + timedelta(minutes=15))
        release_due()
        assert stage(late) == Stage.EXPIRED
        come(activity, household=zhang_family, key="late")
        clock.move_to(STARTS + timedelta(hours=26))
        mark_absent_due()
        assert not Strike.objects.exists()


class TestMarking:
    def test_who_kept_a_place_and_did_not_come_is_absent_with_a_strike(
        self, activity: Activity, clock: time_machine.Traveller
    ) -> None:
        missing = held_without(clock, activity)
        assert mark_absent_due() == 1
        assert mark_absent_due() == 0
        assert stage(missing) == Stage.ABSENT
        strike = Strike.objects.get()
        assert strike.registration == missing
        assert strike.phone_print == missing.phone_print
        assert strike.expires_at == timezone.now() + timedelta(days=90)
        assert Step.objects.filter(registration=missing, after=Stage.ABSENT, actor="system")
        (message,) = asked("missed")
        kind = template("missed")
        assert kind is not None
        text = kind.text(message)
        assert text is not None
        assert text.link.endswith(f"/missed/{missing.link_token}/")

    def test_not_before_a_list_on_paper_can_be_entered(
        self, activity: Activity, clock: time_machine.Traveller
    ) -> None:
        missing = held_without(clock, activity)
        clock.move_to(STARTS + timedelta(hours=24))  # it ended an hour later
        assert mark_absent_due() == 0
        assert stage(missing) == Stage.CONFIRMED

    def test_closing_the_activity_marks_at_once(
        self, activity: Activity, clock: time_machine.Traveller
    ) -> None:
        missing = held_without(clock, activity)
        clock.move_to(STARTS + timedelta(hours=2))
        activity.refresh_from_db()
        announce(ActivityClosed(activity))
        assert stage(missing) == Stage.ABSENT

    def test_nobody_is_blamed_where_it_was_cancelled(
        self, activity: Activity, operator: User, clock: time_machine.Traveller
    ) -> None:
        missing = held_without(clock, activity)
        cancel_activity(actor=operator, activity=activity, reason="停电")
        assert mark_absent_due() == 0
        assert stage(missing) != Stage.ABSENT
        assert not Strike.objects.exists()

    def test_nobody_is_blamed_where_only_heads_were_counted(
        self, activity: Activity, operator: User, clock: time_machine.Traveller
    ) -> None:
        missing = guest(activity)
        clock.move_to(STARTS)
        count_heads(activity=activity, band="4-6", heads=9, key="heads", user=operator)
        activity.refresh_from_db()
        assert activity.state == State.HELD
        clock.move_to(STARTS + timedelta(hours=26))
        assert mark_absent_due() == 0
        assert stage(missing) == Stage.CONFIRMED

    def test_who_cancelled_in_time_has_no_strike(
        self, activity: Activity, clock: time_machine.Traveller
    ) -> None:
        registration = guest(activity)
        clock.move_to(STARTS - timedelta(minutes=121))
        cancel_registration(registration=registration, actor="family")
        assert not Strike.objects.exists()

    def test_who_cancelled_too_late_has_one(
        self, activity: Activity, clock: time_machine.Traveller
    ) -> None:
        registration = guest(activity)
        clock.move_to(STARTS - timedelta(minutes=119))
        assert warned(registration)
        cancel_registration(registration=registration, actor="family")
        assert Strike.objects.get().registration == registration

    def test_a_place_is_not_newly_got_by_saying_something_else_about_it(
        self, activity: Activity, clock: time_machine.Traveller
    ) -> None:
        registration = guest(activity)
        clock.move_to(STARTS - timedelta(minutes=119))
        say_photo(registration=registration, agreed=False)
        assert warned(registration)
        cancel_registration(registration=registration, actor="family")
        assert Strike.objects.get().registration == registration

    def test_whom_staff_cancelled_has_none(
        self, activity: Activity, operator: User, clock: time_machine.Traveller
    ) -> None:
        registration = guest(activity)
        clock.move_to(STARTS - timedelta(minutes=119))
        cancel_registration(registration=registration, actor=operator, reason="重复")
        assert not Strike.objects.exists()

    def test_who_got_a_place_after_the_deadline_may_give_it_back(
        self, activity: Activity, clock: time_machine.Traveller
    ) -> None:
        clock.move_to(STARTS - timedelta(minutes=119))
        registration = guest(activity)
        assert not warned(registration)
        assert "期限过后才得到名额的不记" in str(rules_text())
        cancel_registration(registration=registration, actor="family")
        assert not Strike.objects.exists()

    def test_a_network_without_the_rule_notes_nothing(
        self, activity: Activity, clock: time_machine.Traveller
    ) -> None:
        AttendanceRules.objects.create(strikes=0)
        other = guest(activity, "13800000077")
        clock.move_to(STARTS - timedelta(minutes=119))
        assert not warned(other)
        missing = held_without(clock, activity)
        mark_absent_due()
        assert stage(missing) == Stage.ABSENT
        assert not Strike.objects.exists()

    def test_what_lies_long_ago_is_nobody_s_fault(
        self, activity: Activity, clock: time_machine.Traveller
    ) -> None:
        missing = held_without(clock, activity)
        clock.move_to(STARTS + timedelta(days=40))
        assert mark_absent_due() == 0
        activity.refresh_from_db()
        assert mark_absent(activity) == 1  # closed so late: absent, and no strike
        assert stage(missing) == Stage.ABSENT
        assert not Strike.objects.exists()

    def test_a_sign_in_that_staff_enter_later_takes_the_strike_back(
        self, activity: Activity, operator: User, clock: time_machine.Traveller
    ) -> None:
        missing = held_without(clock, activity)
        mark_absent_due()
        come(activity, missing, key="paper", method=Method.PAPER, user=operator, reason="漏了一页")
        assert stage(missing) == Stage.ATTENDED
        assert Strike.objects.get().lifted is True
        assert paused_until(None, missing.phone_print) is None


class TestPausing:
    def strikes(self, *days_ago: int, household: Household | None = None) -> str:
        """So many days ago, each of 90 days; gives the phone's fingerprint."""
        site = Site.objects.get(slug="chayuan")
        for n, days in enumerate(days_ago):
            activity = plan_ahead(site, title=f"第{n}场", starts=timezone.now() - timedelta(days))
            Strike.objects.create(
                registration=Registration.objects.create(
                    activity=activity, stage=Stage.ABSENT, number=1, takes=1, token=f"t{n}"
                ),
                household=household,
                phone_print="" if household else "print",
                at=timezone.now() - timedelta(days),
                expires_at=timezone.now() + timedelta(90 - days),
            )
        return "print"

    @pytest.mark.parametrize(
        ("days_ago", "until"),
        [
            ((1, 2), None),  # two are not three
            ((1, 2, 3), 29),
            ((1, 2, 40), None),  # not within 30 days
            ((2, 32, 3), 28),  # exactly 30 days
            ((31, 32, 33), None),  # the pause is over
            ((5, 20, 25, 3), 27),  # a fourth prolongs it
        ],
    )
    def test_three_within_thirty_days_pause_for_thirty(
        self, tea_room: Site, clock: object, days_ago: tuple[int, ...], until: int | None
    ) -> None:
        phone = self.strikes(*days_ago)
        found = paused_until(None, phone)
        assert found == (None if until is None else timezone.now() + timedelta(until))

    def test_others_are_not_paused(self, tea_room: Site, zhang_family: Household) -> None:
        self.strikes(1, 2, 3)
        assert paused_until(None, "another") is None
        assert paused_until(None, "") is None
        assert paused_until(zhang_family, "") is None

    def test_a_family_is_known_by_household_and_by_its_phones(
        self, tea_room: Site, zhang_family: Household
    ) -> None:
        self.strikes(1, 2, household=zhang_family)
        assert paused_until(zhang_family, "") is None
        Strike.objects.filter(at__lt=timezone.now() - timedelta(days=1, hours=1)).update(
            household=None, phone_print=zhang_family.guardians.get().phone_print
        )
        assert paused_until(zhang_family, "") is None
        AttendanceRules.objects.create(strikes=2)
        assert paused_until(zhang_family, "") is not None

    def test_a_lifted_or_expired_strike_does_not_count(self, tea_room: Site) -> None:
        phone = self.strikes(1, 2, 3)
        first = Strike.objects.order_by("pk")[0]
        Strike.objects.filter(pk=first.pk).update(lifted=True)
        assert paused_until(None, phone) is None
        Strike.objects.filter(pk=first.pk).update(lifted=False)
        assert paused_until(None, phone) is not None
        Strike.objects.filter(pk=first.pk).update(expires_at=timezone.now())
        assert paused_until(None, phone) is None

    def test_who_is_paused_can_t_register_until_then(
        self, activity: Activity, clock: time_machine.Traveller
    ) -> None:
        self.strikes(1, 2, 3)
        from shufang.people.models.family import phone_print

        Registration.objects.update(phone_print=phone_print(PHONE))
        Strike.objects.update(phone_print=phone_print(PHONE))
        with pytest.raises(ValidationError) as refusal:
            guest(activity)
        assert refusal.value.code == "paused"
        guest(activity, "13800000002")


class TestTheRulesInWords:
    def test_they_are_the_rows_that_decide(self, activity: Activity) -> None:
        rules = activity.rules
        assert len(rules_text()) == 3
        assert "30 天内满 3 次" in rules_text()[0]
        rules.reconfirm_hours, rules.release_minutes = 24, 15
        said = rules_text(rules)
        assert "24 小时" in said[0]
        assert "15 分钟" in said[1]

    def test_the_library_changes_them(self, library: User) -> None:
        values = {
            "strikes": 2, "within_days": 60, "pause_days": 14, "strike_days": 90, "appeal_days": 7
        }  # fmt: skip
        assert change_rules(actor=library, **values) is True
        assert change_rules(actor=library, **values) is False
        assert AttendanceRules.objects.count() == 1
        assert "60 天内满 2 次" in rules_text()[0]
        entry = LogEntry.objects.get(deed="activities.change_attendance_rules")
        assert entry.detail["strikes"] == ["3", "2"]
        assert "strike_days" not in entry.detail

    def test_without_strikes_nothing_is_threatened(self) -> None:
        AttendanceRules.objects.create(strikes=0)
        assert rules_text() == []


class TestAppeals:
    @pytest.fixture
    def strike(self, activity: Activity, clock: time_machine.Traveller) -> Strike:
        held_without(clock, activity)
        mark_absent_due()
        return Strike.objects.get()

    def test_a_family_says_why_and_somebody_decides(self, strike: Strike, library: User) -> None:
        appeal(strike=strike, text=" 孩子发烧了 ")
        assert strike.appeal == "孩子发烧了"
        decide_appeal(actor=library, strike=strike, lift=True, answer="好好休息")
        strike.refresh_from_db()
        assert (strike.lifted, strike.answer) == (True, "好好休息")
        (message,) = asked("appeal_decided")
        kind = template("appeal_decided")
        assert kind is not None
        text = kind.text(message)
        assert text is not None
        assert "撤销" in text.body
        assert text.body.startswith("【")
        missed = template("missed")
        assert missed is not None
        assert missed.text(asked("missed")[0]) is None  # no use any more

    def test_their_words_stand_in_no_log(self, strike: Strike, library: User) -> None:
        appeal(strike=strike, text="孩子发烧了")
        decide_appeal(actor=library, strike=strike, lift=False, answer="请下次先取消")
        said = str([(e.reason, e.detail, e.label) for e in LogEntry.objects.all()])
        assert "发烧" not in said
        assert "请下次" not in said

    def test_it_is_said_once_and_in_time(
        self, strike: Strike, clock: time_machine.Traveller
    ) -> None:
        with pytest.raises(ValidationError):
            appeal(strike=strike, text="  ")
        clock.shift(timedelta(days=14, seconds=1))
        with pytest.raises(ValidationError) as refusal:
            appeal(strike=strike, text="孩子发烧了")
        assert refusal.value.code == "over"
        clock.shift(timedelta(seconds=-1))
        appeal(strike=strike, text="孩子发烧了")
        with pytest.raises(ValidationError):
            appeal(strike=strike, text="还有")

    def test_a_decision_stands(self, strike: Strike, library: User) -> None:
        with pytest.raises(ValidationError) as refusal:
            decide_appeal(actor=library, strike=strike, lift=True, answer="")
        assert refusal.value.code == "empty"
        decide_appeal(actor=library, strike=strike, lift=False, answer="无")
        with pytest.raises(ValidationError) as refusal:
            decide_appeal(actor=library, strike=strike, lift=True, answer="算了")
        assert refusal.value.code == "decided"
        with pytest.raises(ValidationError):
            appeal(strike=strike, text="可是")

    def test_a_month_after_it_expired_the_words_are_gone(
        self, strike: Strike, library: User, clock: time_machine.Traveller
    ) -> None:
        appeal(strike=strike, text="孩子发烧了")
        decide_appeal(actor=library, strike=strike, lift=False, answer="请下次先取消")
        clock.move_to(strike.expires_at + timedelta(days=30))
        assert forget_old() == 0
        clock.shift(timedelta(seconds=1))
        assert forget_old() == 1
        assert forget_old() == 0
        strike.refresh_from_db()
        assert (strike.appeal, strike.answer, strike.phone_print) == ("", "", "")
