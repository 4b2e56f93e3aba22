"""What follows a check-in: taken back, left, counted by heads, confirmed by another."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from shufang.activities.actions.registering.cancel import cancel_registration
from shufang.activities.actions.signing_in.confirm import confirm_check_in
from shufang.activities.actions.signing_in.head_count import count_heads, take_back_heads
from shufang.activities.actions.signing_in.hold import mark_held
from shufang.activities.actions.signing_in.passes import (
    claim_pass,
    is_good,
    make_pass,
    reissue_pass,
    revoke_pass,
)
from shufang.activities.actions.signing_in.refusals import NotSignedInError
from shufang.activities.actions.signing_in.sign_in import sign_in
from shufang.activities.actions.signing_in.sign_out import sign_out, take_back_sign_out
from shufang.activities.actions.signing_in.void import void_check_in
from shufang.activities.choices import Method, Stage, State
from shufang.activities.models import Activity, CheckIn, HeadCount, Pass, Registration, Rules
from shufang.activities.queries.signing_in.heads import heads_at
from shufang.activities.queries.signing_in.window import window_of
from shufang.lake.models import Touch
from shufang.people.models import Membership, User
from shufang.shared.models import LogEntry
from shufang.shared.roles import Role
from tests.cast import make_user
from tests.factories.at_the_door import party

pytestmark = pytest.mark.django_db


def _came(activity: Activity, **said: object) -> CheckIn:
    values = {"method": Method.STAFF_LIST, "key": "k", "adults": 1, "children": 1, **said}
    return sign_in(activity=activity, **values)  # type: ignore[arg-type]


def _later(activity: Activity, user: User, **said: object) -> CheckIn:
    return _came(activity, method=Method.PAPER, user=user, reason="纸质表", **said)


class TestVoid:
    def test_the_row_stays_and_no_figure_counts_it(
        self, activity: Activity, operator: User
    ) -> None:
        registration = party(activity)
        check_in = _came(activity, registration=registration)
        Touch.objects.all().delete()
        void_check_in(check_in=check_in, actor=operator, reason="点错了")
        registration.refresh_from_db()
        activity.refresh_from_db()
        check_in.refresh_from_db()
        assert (check_in.counts, check_in.void_reason) == (False, "点错了")
        assert registration.stage == Stage.CONFIRMED
        assert activity.state == State.SCHEDULED  # nobody has been counted after all
        assert Touch.objects.filter(fact="attendance").exists()
        said = LogEntry.objects.get(deed="activities.void_check_in")
        assert (said.actor, said.reason) == ("李运营", "点错了")
        assert _came(activity, key="again", registration=registration).counts

    def test_others_keep_it_held(self, activity: Activity, operator: User) -> None:
        first = _came(activity)
        _came(activity, key="other")
        void_check_in(check_in=first, actor=operator, reason="点错了")
        activity.refresh_from_db()
        assert activity.state == State.HELD

    def test_a_family_that_walked_in_gives_its_place_back(
        self, activity: Activity, operator: User
    ) -> None:
        check_in = _came(activity)
        void_check_in(check_in=check_in, actor=operator, reason="点错了")
        assert Registration.objects.get().stage == Stage.CANCELLED
        assert Rules.objects.get(pk=activity.pk).taken == 0

    def test_twice_is_once(self, activity: Activity, operator: User, library: User) -> None:
        check_in = _came(activity, registration=party(activity))
        void_check_in(check_in=check_in, actor=operator, reason="点错了")
        cancel_registration(registration=Registration.objects.get(), actor="family")
        void_check_in(check_in=CheckIn.objects.get(), actor=library, reason="又点")
        assert CheckIn.objects.get().void_reason == "点错了"
        assert LogEntry.objects.filter(deed="activities.void_check_in").count() == 1
        assert Registration.objects.get().stage == Stage.CANCELLED

    def test_after_the_review_it_stays(self, activity: Activity, operator: User) -> None:
        check_in = _came(activity)
        Activity.objects.update(closed_at=activity.ends_at)
        with pytest.raises(ValidationError):
            void_check_in(check_in=check_in, actor=operator, reason="点错了")
        assert CheckIn.objects.get().counts

    def test_a_reason_is_owed(self, activity: Activity, operator: User) -> None:
        check_in = _came(activity)
        with pytest.raises(ValidationError):
            void_check_in(check_in=check_in, actor=operator, reason=" ")
        check_in.refresh_from_db()
        assert check_in.counts


class TestLeaving:
    def test_once_and_after_arriving(
        self, activity: Activity, clock: time_machine.Traveller
    ) -> None:
        check_in = _came(activity)
        with pytest.raises(NotSignedInError):
            sign_out(check_in=check_in, at=check_in.at - timedelta(seconds=1))
        clock.shift(timedelta(minutes=40))
        sign_out(check_in=check_in)
        first = check_in.left_at
        clock.shift(timedelta(minutes=5))
        sign_out(check_in=check_in)
        assert check_in.left_at == first
        assert (heads_at(activity).households, heads_at(activity).present) == (1, 0)
        take_back_sign_out(check_in=check_in)
        assert heads_at(activity).present == 2

    def test_nobody_stays_beyond_the_hours(
        self, activity: Activity, clock: time_machine.Traveller
    ) -> None:
        """Who forgot to sign a family out and does so the next day adds no night to its hours."""
        check_in = _came(activity)
        clock.shift(timedelta(days=1))
        sign_out(check_in=check_in)
        assert check_in.left_at == window_of(activity).closes

    def test_a_closed_activity_changes_no_more(self, activity: Activity) -> None:
        left, stays = _came(activity), _came(activity, key="other")
        sign_out(check_in=left)
        Activity.objects.filter(pk=activity.pk).update(closed_at=activity.starts_at)
        for change, check_in in ((sign_out, stays), (take_back_sign_out, left)):
            with pytest.raises(ValidationError) as refusal:
                change(check_in=check_in)
            assert refusal.value.code == "closed"
        assert heads_at(activity).left == 1

    def test_what_was_taken_back_does_not_leave(self, activity: Activity, operator: User) -> None:
        check_in = _came(activity)
        void_check_in(check_in=check_in, actor=operator, reason="点错了")
        with pytest.raises(NotSignedInError):
            sign_out(check_in=check_in)


class TestHeads:
    def test_a_stream_of_its_own_never_added(self, activity: Activity, operator: User) -> None:
        _came(activity, adults=1, children=2)
        count_heads(activity=activity, band="4-6", heads=3, key="a", user=operator)
        count_heads(activity=activity, band="4-6", heads=3, key="a", user=operator)
        count_heads(activity=activity, band="60+", heads=1, key="b", user=operator)
        count_heads(activity=activity, band="7-12", heads=200, key="most", user=operator)
        seen = heads_at(activity)
        assert (seen.heads, seen.band_total, seen.bands["4-6"]) == (3, 204, 3)

    def test_one_too_many_is_taken_back(self, activity: Activity) -> None:
        count_heads(activity=activity, band="0-3", heads=1, key="a")
        take_back_heads(activity=activity, band="0-3")
        assert take_back_heads(activity=activity, band="0-3") is None
        assert heads_at(activity).band_total == 0
        assert HeadCount.objects.count() == 1
        activity.refresh_from_db()
        assert activity.state == State.SCHEDULED

    @pytest.mark.parametrize(
        ("minutes", "heads", "code"),
        [(-60, 1, "too_early"), (200, 1, "too_late"), (0, 0, "heads"), (0, 201, "heads")],
    )
    def test_refused(
        self,
        activity: Activity,
        clock: time_machine.Traveller,
        minutes: int,
        heads: int,
        code: str,
    ) -> None:
        clock.shift(timedelta(minutes=minutes))
        with pytest.raises(NotSignedInError) as refusal:
            count_heads(activity=activity, band="0-3", heads=heads, key="a")
        assert refusal.value.code == code

    def test_the_same_key_for_another_count_is_refused(self, activity: Activity) -> None:
        count_heads(activity=activity, band="0-3", heads=1, key="a")
        with pytest.raises(NotSignedInError):
            count_heads(activity=activity, band="0-3", heads=2, key="a")


class TestConfirming:
    def test_it_counts_once_the_library_has_confirmed(
        self, activity: Activity, site_staff: User, operator: User, library: User
    ) -> None:
        check_in = _later(activity, site_staff)
        activity.refresh_from_db()
        assert (heads_at(activity).households, heads_at(activity).unconfirmed) == (0, 1)
        assert activity.state == State.SCHEDULED
        confirm_check_in(check_in=check_in, actor=library)
        activity.refresh_from_db()
        assert (heads_at(activity).households, heads_at(activity).unconfirmed) == (1, 0)
        assert activity.state == State.HELD
        assert LogEntry.objects.get(deed="activities.confirm_check_in").actor == "王馆长"
        when = check_in.confirmed_at
        other = make_user("zheng", "郑副馆长", Role.LIBRARY)
        confirm_check_in(check_in=check_in, actor=other)  # a second time changes nothing
        check_in.refresh_from_db()
        assert (check_in.confirmed_by, check_in.confirmed_at) == (library, when)
        assert LogEntry.objects.filter(deed="activities.confirm_check_in").count() == 1

    def test_where_an_operator_is_paid_neither_side_of_it_confirms(
        self,
        activity: Activity,
        site_staff: User,
        operator: User,
        other_site_staff: User,
        assessor: User,
        outsider: User,
    ) -> None:
        check_in = _later(activity, site_staff)
        for user in (site_staff, operator, other_site_staff, assessor, outsider):
            with pytest.raises(PermissionDenied):
                confirm_check_in(check_in=check_in, actor=user)
        assert heads_at(activity).households == 0

    def test_without_an_operator_a_colleague_confirms_and_never_oneself(
        self, activity: Activity, site_staff: User, library: User
    ) -> None:
        colleague = make_user("qian", "钱宁", sites=())
        Membership.objects.create(user=colleague, role="site_staff", site=activity.site)
        check_in = _later(activity, site_staff)
        with pytest.raises(PermissionDenied):
            confirm_check_in(check_in=check_in, actor=site_staff)
        confirm_check_in(check_in=check_in, actor=colleague)
        assert heads_at(activity).households == 1

    def test_the_librarys_own_entry_needs_another_person(
        self, activity: Activity, library: User
    ) -> None:
        check_in = _later(activity, library)
        with pytest.raises(PermissionDenied):
            confirm_check_in(check_in=check_in, actor=library)

    def test_only_later_entries_that_stand(
        self, activity: Activity, operator: User, library: User
    ) -> None:
        sure = _came(activity, user=operator)
        gone = _later(activity, operator, key="gone")
        void_check_in(check_in=gone, actor=operator, reason="点错了")
        for check_in in (sure, gone):
            with pytest.raises(NotSignedInError):
                confirm_check_in(check_in=check_in, actor=library)


class TestPasses:
    def test_one_phone_until_an_hour(
        self, activity: Activity, operator: User, clock: time_machine.Traveller
    ) -> None:
        until = activity.starts_at
        assert until is not None
        given, token = make_pass(activity=activity, name="小赵", until=until, actor=operator)
        assert token not in given.token
        claim_pass(given=given)
        with pytest.raises(NotSignedInError):
            claim_pass(given=given)
        again = reissue_pass(given=given, actor=operator)
        assert again != token
        claim_pass(given=given)
        assert is_good(given)
        clock.shift(timedelta(minutes=11))
        assert not is_good(given)
        with pytest.raises(NotSignedInError):
            reissue_pass(given=given, actor=operator)

    def test_withdrawn_at_once(
        self, activity: Activity, operator: User, clock: time_machine.Traveller
    ) -> None:
        assert activity.ends_at is not None
        given, _token = make_pass(
            activity=activity, name="小赵", until=activity.ends_at, actor=operator
        )
        revoke_pass(given=given, actor=operator)
        assert not is_good(given)
        with pytest.raises(NotSignedInError):
            claim_pass(given=given)
        ended = given.revoked_at
        clock.shift(timedelta(minutes=1))
        revoke_pass(given=given, actor=operator)
        assert Pass.objects.get().revoked_at == ended
        assert LogEntry.objects.filter(deed="activities.revoke_pass").count() == 1

    def test_an_hour_that_has_passed_is_refused(self, activity: Activity, operator: User) -> None:
        assert activity.starts_at is not None
        early = activity.starts_at - timedelta(hours=2)
        with pytest.raises(NotSignedInError):
            make_pass(activity=activity, name="小赵", until=early, actor=operator)


def test_a_sign_in_beside_the_voiding_of_the_only_other_one_leaves_the_activity_held(
    activity: Activity, operator: User
) -> None:
    only = _came(activity, name="张家")
    as_seen = Activity.objects.get(pk=activity.pk)
    assert as_seen.state == State.HELD
    void_check_in(check_in=only, actor=operator, reason="点错了")
    assert Activity.objects.get(pk=activity.pk).state == State.SCHEDULED
    mark_held(as_seen)
    assert Activity.objects.get(pk=activity.pk).state == State.HELD
