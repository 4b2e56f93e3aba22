"""What tablets queued without network: each entry once, none lost, doubts in sight."""

from datetime import datetime, timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from shufang.activities.actions.registering.stages import move
from shufang.activities.actions.signing_in.sign_in import sign_in
from shufang.activities.actions.signing_in.void import void_check_in
from shufang.activities.actions.tablet.merge import Batch, Result, merge
from shufang.activities.actions.tablet.register import revoke_tablet
from shufang.activities.choices import Grade, Method, Places, Stage, State, Way
from shufang.activities.models import Activity, CheckIn, Device, Registration, TabletEntry
from shufang.activities.queries.tablet.roster import four_print, roster_key
from shufang.activities.queries.tablet.timing import Reading
from shufang.people.models import Household, User
from shufang.places.models import Site
from tests.factories.planned import plan_ahead, with_places
from tests.factories.tablets import PAGE, entry, expect_party, make_tablet, ms, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> datetime:
    return timezone.now().replace(microsecond=0)


@pytest.fixture
def activity(tea_room: Site, now: datetime) -> Activity:
    """It began ten minutes ago, with places for fifteen parties."""
    activity = plan_ahead(tea_room, starts=now - timedelta(minutes=10))
    with_places(activity)
    return activity


@pytest.fixture
def device(operator: User, tea_room: Site) -> Device:
    return make_tablet(operator, tea_room).device


@pytest.fixture
def other_device(operator: User, tea_room: Site) -> Device:
    return make_tablet(operator, tea_room, "里间平板").device


def outcomes(results: list[Result]) -> list[tuple[str, str]]:
    return [(result.outcome, result.conflict) for result in results]


class TestCounted:
    def test_a_registered_party_is_there_with_grade_b(
        self, activity: Activity, device: Device, now: datetime
    ) -> None:
        party = expect_party(activity, adults=2, children=1)
        body = entry(activity, registration=party, adults=1, children=2)
        assert outcomes(send(device, body)) == [("counted", "")]
        check_in = CheckIn.objects.get()
        assert (check_in.registration, check_in.device) == (party, device)
        assert (check_in.adults, check_in.children) == (1, 2)
        assert (check_in.grade, check_in.method) == (Grade.B, Method.KIOSK)
        party.refresh_from_db()
        assert party.stage == Stage.ATTENDED
        activity.refresh_from_db()
        assert activity.state == State.HELD

    def test_who_just_came_is_there_too(self, activity: Activity, device: Device) -> None:
        assert outcomes(send(device, entry(activity, 1), entry(activity, 2))) == [
            ("counted", ""),
            ("counted", ""),
        ]
        assert CheckIn.objects.count() == 2

    def test_who_registered_after_the_list_was_fetched_is_no_stranger(
        self, activity: Activity, device: Device
    ) -> None:
        """The tablet found nobody by the four digits; by now they are known."""
        party = expect_party(activity, "13700009090")
        expect_party(activity, "13700001111")
        asked = four_print(roster_key(device), activity.pk, "9090")
        assert outcomes(send(device, entry(activity, asked=asked))) == [("counted", "")]
        assert CheckIn.objects.get().registration == party
        again = send(device, entry(activity, 2, asked=asked))
        assert outcomes(again) == [("conflict", "already_here")]

    def test_digits_of_two_families_or_of_another_activity_name_nobody(
        self, activity: Activity, device: Device, other_device: Device, tea_room: Site
    ) -> None:
        elsewhere = plan_ahead(tea_room, title="别场", starts=activity.starts_at)
        with_places(elsewhere)
        expect_party(elsewhere, "13700001111")
        for phone in ("13700009090", "13800009090"):
            expect_party(activity, phone)
        prints = [
            four_print(roster_key(device), activity.pk, "9090"),
            four_print(roster_key(device), elsewhere.pk, "1111"),
            four_print(roster_key(other_device), activity.pk, "9090"),
        ]
        bodies = [entry(activity, number, asked=each) for number, each in enumerate(prints)]
        assert outcomes(send(device, *bodies)) == [("counted", "")] * 3
        assert set(CheckIn.objects.values_list("registration__way", flat=True)) == {Way.WALK_IN}

    def test_of_another_rooms_families_it_learns_nothing(
        self, activity: Activity, device: Device, taiping: Site
    ) -> None:
        """Neither by four digits nor by the number of a registration."""
        elsewhere = plan_ahead(taiping, title="别处", starts=activity.starts_at)
        with_places(elsewhere)
        party = expect_party(elsewhere, "13700009090")
        asked = four_print(roster_key(device), elsewhere.pk, "9090")
        bodies = [
            entry(elsewhere, 1, asked=asked),
            entry(elsewhere, 2, registration=party),
            entry(activity, 3, registration=party),
        ]
        assert [conflict for _outcome, conflict in outcomes(send(device, *bodies))] == [
            "other_room", "other_room", "registration_gone",
        ]  # fmt: skip
        assert set(TabletEntry.objects.values_list("registration", flat=True)) == {None}
        party.refresh_from_db()
        assert party.stage == Stage.CONFIRMED

    @pytest.mark.parametrize("asked", [7, None, "9090", "Z" * 20, ["a"]])
    def test_anything_but_a_print_is_not_read(
        self, activity: Activity, device: Device, asked: object
    ) -> None:
        assert outcomes(send(device, entry(activity, asked=asked))) == [("refused", "unreadable")]

    def test_the_time_is_when_it_happened_not_when_it_came(
        self, activity: Activity, device: Device, now: datetime
    ) -> None:
        then = now - timedelta(minutes=8)
        send(device, entry(activity, at=then), now=now + timedelta(days=2))
        check_in = CheckIn.objects.get()
        assert check_in.at == then
        kept = TabletEntry.objects.get()
        assert (kept.happened_at, kept.received_at) == (then, now + timedelta(days=2))

    def test_the_device_remembers_when_and_how_wrong(
        self, activity: Activity, device: Device, now: datetime
    ) -> None:
        send(device, now=now)
        device.refresh_from_db()
        assert (device.seen_at, device.offset_ms) == (now, 0)


class TestOnce:
    def test_again_is_known_and_changes_nothing(self, activity: Activity, device: Device) -> None:
        body = entry(activity)
        assert outcomes(send(device, body, body)) == [("counted", ""), ("known", "")]
        assert outcomes(send(device, body)) == [("known", "")]
        assert CheckIn.objects.count() == TabletEntry.objects.count() == 1

    def test_another_content_under_the_same_number_is_refused_and_kept(
        self, activity: Activity, device: Device, now: datetime
    ) -> None:
        send(device, entry(activity, at=now))
        for _again in range(2):
            changed = send(device, entry(activity, at=now, children=9))
            assert outcomes(changed) == [("refused", "other_body")]
        assert CheckIn.objects.get().children == 1
        kept = TabletEntry.objects.get(outcome="refused")
        assert kept.body["children"] == 9

    def test_a_tablet_that_was_paired_again_brings_nothing_twice(
        self, activity: Activity, device: Device, other_device: Device
    ) -> None:
        body = entry(activity)
        send(device, body)
        assert outcomes(send(other_device, body)) == [("known", "")]
        assert CheckIn.objects.count() == 1

    def test_a_tablet_that_was_paired_again_sees_that_the_server_went_back(
        self, activity: Activity, device: Device, other_device: Device, now: datetime
    ) -> None:
        """Also where the new pairing has brought nothing that was new before the restore."""
        body, contact = entry(activity, at=now), Reading(ms(now), 0, PAGE)
        send(device, body)
        answer = merge(device=other_device, batch=Batch(contact, [body], ""), received_at=now)
        assert [result.outcome for result in answer.results] == ["known"]
        TabletEntry.objects.all().delete()
        paired_anew = Device.objects.create(site=activity.site, name="又一台", token="anew")
        batch = Batch(contact, [], answer.stamp)
        assert merge(device=paired_anew, batch=batch, received_at=now).again

    def test_a_batch_that_fails_leaves_nothing(self, activity: Activity, device: Device) -> None:
        """What no rule foresaw: all of it can be sent again."""
        body = entry(activity)
        CheckIn.objects.create(
            activity=activity, key=f"tablet {body['nonce']}", adults=7, grade="A", method="list"
        )
        assert outcomes(send(device, body)) == [("conflict", "rules")]
        assert CheckIn.objects.count() == 1


class TestTwoTablets:
    def test_the_first_one_stays_and_the_difference_is_shown(
        self, activity: Activity, device: Device, other_device: Device
    ) -> None:
        party = expect_party(activity)
        send(device, entry(activity, 1, registration=party, children=1))
        second = send(other_device, entry(activity, 2, registration=party, children=3))
        assert outcomes(second) == [("conflict", "already_here")]
        check_in = CheckIn.objects.get()
        kept = TabletEntry.objects.get(device=other_device)
        assert kept.first == check_in
        assert (check_in.children, kept.body["children"]) == (1, 3)

    def test_a_household_that_signed_in_by_itself(
        self, activity: Activity, device: Device, zhang_family: Household
    ) -> None:
        party = expect_party(activity, household=zhang_family)
        first = sign_in(
            activity=activity,
            method=Method.ROTATING,
            key="phone 1",
            adults=1,
            children=2,
            household=zhang_family,
        )
        sent = send(device, entry(activity, registration=party))
        assert outcomes(sent) == [("conflict", "already_here")]
        assert TabletEntry.objects.get().first == first

    def test_a_phone_that_registered_again_is_the_same_family(
        self, activity: Activity, device: Device
    ) -> None:
        old = expect_party(activity, stage=Stage.CANCELLED)
        new = expect_party(activity)
        send(device, entry(activity, 1, registration=new))
        sent = send(device, entry(activity, 2, registration=old))
        assert outcomes(sent) == [("conflict", "already_here")]
        assert CheckIn.objects.count() == 1


class TestChangedMeanwhile:
    def test_cancelled_registration_comes_in_as_who_just_came(
        self, activity: Activity, device: Device
    ) -> None:
        party = expect_party(activity)
        move(party, Stage.CANCELLED, actor="family", quietly=True)
        sent = send(device, entry(activity, registration=party))
        assert outcomes(sent) == [("conflict", "registration_over")]
        check_in = CheckIn.objects.get()
        assert check_in.registration != party
        assert TabletEntry.objects.get().check_in == check_in

    def test_who_waits_gets_a_free_place(self, activity: Activity, device: Device) -> None:
        party = expect_party(activity, stage=Stage.WAITING)
        sent = send(device, entry(activity, registration=party))
        assert outcomes(sent) == [("conflict", "registration_waiting")]
        assert CheckIn.objects.get().registration == party

    def test_a_full_activity_waits_for_a_person(self, tea_room: Site, device: Device) -> None:
        full = plan_ahead(tea_room, starts=timezone.now())
        with_places(full, 1)
        expect_party(full)
        assert outcomes(send(device, entry(full))) == [("conflict", "full")]
        assert not CheckIn.objects.exists()

    def test_a_registration_that_is_gone(self, activity: Activity, device: Device) -> None:
        party = expect_party(activity)
        body = entry(activity, registration=party)
        Registration.objects.all().delete()
        assert outcomes(send(device, body)) == [("conflict", "registration_gone")]
        assert CheckIn.objects.count() == 1

    def test_no_walk_ins(self, tea_room: Site, device: Device) -> None:
        strict = plan_ahead(tea_room, starts=timezone.now())
        with_places(strict, walk_ins=False)
        assert outcomes(send(device, entry(strict))) == [("conflict", "no_walk_ins")]

    @pytest.mark.parametrize(
        ("change", "conflict"),
        [
            ({"state": State.CANCELLED}, "activity_cancelled"),
            ({"state": State.DRAFT}, "not_scheduled"),
            ({"closed_at": datetime.fromisoformat("2026-01-01T10:00+08:00")}, "activity_closed"),
        ],
    )
    def test_the_activity_changed(
        self, activity: Activity, device: Device, change: dict[str, object], conflict: str
    ) -> None:
        Activity.objects.filter(pk=activity.pk).update(**change)
        assert outcomes(send(device, entry(activity))) == [("conflict", conflict)]
        assert not CheckIn.objects.exists()

    def test_moved_to_another_room(self, activity: Activity, device: Device, taiping: Site) -> None:
        Activity.objects.filter(pk=activity.pk).update(site=taiping)
        assert outcomes(send(device, entry(activity))) == [("conflict", "other_room")]

    def test_moved_to_another_day(self, activity: Activity, device: Device) -> None:
        day = timedelta(days=1)
        Activity.objects.filter(pk=activity.pk).update(
            starts_at=F("starts_at") + day, ends_at=F("ends_at") + day
        )
        assert outcomes(send(device, entry(activity))) == [("conflict", "outside_window")]

    def test_deleted(self, activity: Activity, device: Device) -> None:
        body = entry(activity)
        activity.delete()
        assert outcomes(send(device, body)) == [("conflict", "activity_gone")]
        assert TabletEntry.objects.get().body["children"] == 1


class TestClocks:
    def test_a_clock_a_day_off_is_corrected(
        self, activity: Activity, device: Device, now: datetime
    ) -> None:
        for number, days in enumerate((-1, 1), 1):
            wrong = now + timedelta(days=days)
            body = entry(
                activity, number, at=wrong, page="00000000000000bb", offset=-days * 86_400_000
            )
            contact = Reading(ms(wrong + timedelta(hours=3)), 5, "00000000000000cc")
            answer = merge(
                device=device, batch=Batch(contact, [body]), received_at=now + timedelta(hours=3)
            )
            assert outcomes(answer.results) == [("counted", "")]
        assert {check_in.at for check_in in CheckIn.objects.all()} == {now}

    def test_a_time_that_has_not_come_is_not_believed(
        self, activity: Activity, device: Device, now: datetime
    ) -> None:
        body = entry(activity, at=now + timedelta(minutes=20))
        assert outcomes(send(device, body, now=now)) == [("conflict", "clock")]

    def test_a_clock_that_was_changed_in_between_is_doubtful(
        self, activity: Activity, device: Device, now: datetime
    ) -> None:
        body = entry(activity, page="00000000000000bb", offset=86_400_000)
        assert outcomes(send(device, body, now=now)) == [("conflict", "clock")]
        assert not CheckIn.objects.exists()


class TestRevoked:
    def test_before_waits_for_a_person_after_is_refused(
        self, activity: Activity, device: Device, operator: User, now: datetime
    ) -> None:
        revoke_tablet(actor=operator, device=device, reason="丢了")
        before = entry(activity, 1, at=now - timedelta(minutes=5))
        after = entry(activity, 2, at=timezone.now() + timedelta(minutes=5))
        sent = send(device, before, after, now=timezone.now() + timedelta(minutes=9))
        assert outcomes(sent) == [("conflict", "revoked_since"), ("refused", "revoked")]
        assert not CheckIn.objects.exists()
        assert TabletEntry.objects.count() == 2


class TestLeaving:
    def test_in_one_batch_the_order_does_not_matter(
        self, activity: Activity, device: Device, now: datetime
    ) -> None:
        party = expect_party(activity)
        came = entry(activity, 1, registration=party, at=now - timedelta(minutes=5))
        left = entry(activity, 2, registration=party, kind="out", adults=0, children=0, at=now)
        assert outcomes(send(device, left, came)) == [("counted", ""), ("counted", "")]
        left_at = CheckIn.objects.get().left_at
        assert left_at is not None
        assert abs(left_at - now) < timedelta(milliseconds=2)

    def test_who_never_came_can_not_leave(self, activity: Activity, device: Device) -> None:
        left = entry(activity, kind="out", adults=0, children=0, sign_in=f"{7:032x}")
        assert outcomes(send(device, left)) == [("conflict", "out_before_in")]

    def test_leaving_before_coming(self, activity: Activity, device: Device, now: datetime) -> None:
        came = entry(activity, 1, at=now)
        send(device, came)
        left = entry(
            activity, 2, kind="out", adults=0, children=0, sign_in=came["nonce"],
            at=now - timedelta(minutes=5),
        )  # fmt: skip
        assert outcomes(send(device, left)) == [("conflict", "out_before_in")]
        assert CheckIn.objects.get().left_at is None


class TestUnreadable:
    @pytest.mark.parametrize(
        "change",
        [
            {"nonce": "short"},
            {"nonce": None},
            {"kind": "maybe"},
            {"adults": -1},
            {"adults": 0, "children": 0},
            {"adults": 41},
            {"adults": "1"},
            {"adults": True},
            {"activity": 0},
            {"activity": 2**64},
            {"registration": "7"},
            {"clock": -1},
            {"clock": 10**15},
            {"clock": 1.5},
            {"page": "x"},
            {"offset": 10**15},
            {"sign_in": "7"},
            {"sign_in": 7},
        ],
    )
    def test_it_is_kept_refused_and_once(
        self, activity: Activity, device: Device, change: dict[str, object]
    ) -> None:
        body = {**entry(activity), **change}
        assert outcomes(send(device, body)) == [("refused", "unreadable")]
        assert outcomes(send(device, body)) == [("known", "unreadable")]
        assert not CheckIn.objects.exists()
        assert TabletEntry.objects.count() == 1

    @pytest.mark.parametrize("raw", [None, 7, "x", [], [[]], {}, {"nonce": "\x00"}])
    def test_whatever_it_is(self, device: Device, raw: object) -> None:
        assert outcomes(send(device, raw)) == [("refused", "unreadable")]
        assert TabletEntry.objects.count() == 1

    def test_the_others_of_the_batch_are_counted(self, activity: Activity, device: Device) -> None:
        sent = send(device, entry(activity, 1), {"nonce": 1}, entry(activity, 2))
        assert [result.outcome for result in sent] == ["counted", "refused", "counted"]


def test_an_activity_without_rules_is_open_to_all(tea_room: Site, device: Device) -> None:
    drop_in = plan_ahead(tea_room, starts=timezone.now())
    assert not hasattr(drop_in, "rules") or drop_in.rules.way == Places.OPEN
    assert outcomes(send(device, entry(drop_in))) == [("counted", "")]


class TestNextDoor:
    """Two activities at once in one room, with the same family at both."""

    @pytest.fixture
    def other(self, activity: Activity) -> Activity:
        found = plan_ahead(activity.site, title="隔壁场", starts=activity.starts_at)
        with_places(found)
        return found

    def test_who_is_at_the_one_may_come_to_the_other(
        self, activity: Activity, other: Activity, device: Device, zhang_family: Household
    ) -> None:
        parties = [
            expect_party(each, name="张家", household=zhang_family) for each in (activity, other)
        ]
        guests = [expect_party(each, "13700001111") for each in (activity, other)]
        everybody = [*parties, *guests]
        bodies = [
            entry(party.activity, number, registration=party)
            for number, party in enumerate(everybody)
        ]
        assert outcomes(send(device, *bodies)) == [("counted", "")] * 4
        assert CheckIn.objects.count() == 4

    def test_who_was_taken_back_may_come_again(
        self, activity: Activity, device: Device, operator: User
    ) -> None:
        party = expect_party(activity)
        send(device, entry(activity, 1, registration=party))
        void_check_in(check_in=CheckIn.objects.get(), actor=operator, reason="点错了")
        assert outcomes(send(device, entry(activity, 2, registration=party))) == [("counted", "")]

    def test_leaving_the_one_is_not_leaving_the_other(
        self, activity: Activity, other: Activity, device: Device
    ) -> None:
        party, beside = (expect_party(each) for each in (activity, other))
        stranger = entry(activity, 3)
        send(device, entry(activity, 1, registration=party), stranger)
        send(device, entry(other, 2, registration=beside))
        gone = entry(other, 4, kind="out", adults=0, children=0, sign_in=stranger["nonce"])
        assert outcomes(send(device, gone)) == [("conflict", "out_before_in")]
        assert not CheckIn.objects.filter(left_at__isnull=False).exists()
        left = entry(other, 5, registration=beside, kind="out", adults=0, children=0)
        assert outcomes(send(device, left)) == [("counted", "")]
        assert CheckIn.objects.get(left_at__isnull=False).registration == beside
