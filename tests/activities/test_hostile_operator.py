"""The party that is paid by the number tries to better it; each way is shut (docs/decisions/0016).

Strangers and former friends of a family try to learn of its children; what a link shows is bounded.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import time as clock_time
from datetime import timedelta

import pytest
import time_machine
from django.conf import LazySettings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from shufang.activities.actions.cancel_activity import cancel_activity
from shufang.activities.actions.correct_activity import correct_activity
from shufang.activities.actions.details import Details
from shufang.activities.actions.planning.change_series import change_series
from shufang.activities.actions.planning.draft import draft_of
from shufang.activities.actions.planning.plan_series import plan_series
from shufang.activities.actions.promoting.family_calendar import renew_family_calendar
from shufang.activities.actions.reviewing.pictures import add_photo, check_photo
from shufang.activities.actions.signing_in.confirm import confirm_check_in
from shufang.activities.actions.signing_in.head_count import count_heads, take_back_heads
from shufang.activities.actions.signing_in.sign_in import sign_in
from shufang.activities.actions.signing_in.void import void_check_in
from shufang.activities.choices import Method, Permission, State
from shufang.activities.models import Activity, CheckIn, Registration, TabletEntry, Watch
from shufang.activities.queries.planning.dates import Repeat
from shufang.activities.queries.signing_in.by_last_four import TRIES_OF_ALL
from shufang.activities.queries.signing_in.codes import poster_code
from shufang.activities.queries.signing_in.signs import BY_API, HEADS_HURRIED, HURRIED
from shufang.activities.web.join.form import WATCHES
from shufang.activities.web.join.guessing import MOST
from shufang.people.actions.family.family_code import rotate_code
from shufang.people.actions.family.invite import invite, join_household, leave_household
from shufang.people.actions.family.show_phone import show_phone
from shufang.people.actions.family.sign_in import phone_proven
from shufang.people.models import Guardian, Household, Membership, User
from shufang.places.models import Site
from shufang.shared.models import LogEntry
from shufang.shared.roles import Role
from tests.cast import browser, family_browser
from tests.factories.at_the_door import party
from tests.factories.drafts import make_draft
from tests.factories.planned import plan_ahead, with_places
from tests.factories.reviewed import held_yesterday, upload
from tests.factories.tablets import entry, make_tablet, send
from tests.pages import hidden

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity(tea_room: Site) -> Iterator[Activity]:
    """It began ten minutes ago; it is ten in the morning."""
    now = timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0)
    with time_machine.travel(now, tick=True):
        found = plan_ahead(tea_room, starts=now - timedelta(minutes=10))
        with_places(found)
        yield found


def came(activity: Activity, **said: object) -> CheckIn:
    values = {"method": Method.STAFF_LIST, "key": "k", "adults": 1, "children": 1, **said}
    return sign_in(activity=activity, **values)  # type: ignore[arg-type]


def close(activity: Activity) -> None:
    Activity.objects.filter(pk=activity.pk).update(closed_at=timezone.now())
    activity.refresh_from_db()


class TestClosed:
    def test_no_sign_in_is_taken_back(self, activity: Activity, operator: User) -> None:
        check_in = came(activity)
        close(activity)
        with pytest.raises(ValidationError):
            void_check_in(check_in=check_in, actor=operator, reason="少一户")
        check_in.refresh_from_db()
        assert check_in.counts

    def test_no_head_is_taken_back(self, activity: Activity) -> None:
        counted = count_heads(activity=activity, band="0-3", heads=3, key="a")
        close(activity)
        with pytest.raises(ValidationError):
            take_back_heads(activity=activity, band="0-3")
        counted.refresh_from_db()
        assert counted.voided_at is None

    def test_nothing_is_corrected_or_cancelled(self, activity: Activity, operator: User) -> None:
        came(activity)
        close(activity)
        more = replace(Details.of(activity), sign_ins=99, attendees=200)
        with pytest.raises(ValidationError):
            correct_activity(actor=operator, activity=activity, details=more, reason="更正")
        with pytest.raises(ValidationError):
            cancel_activity(actor=operator, activity=activity, reason="没办")


def test_the_hours_of_signing_in_are_not_moved_under_the_families(
    activity: Activity, operator: User, taiping: Site
) -> None:
    came(activity)
    activity.refresh_from_db()
    now = Details.of(activity)
    for other in ({"starts": clock_time(0, 1)}, {"site": taiping}, {"day": now.day - timedelta(1)}):
        with pytest.raises(ValidationError):
            correct_activity(
                actor=operator, activity=activity, details=replace(now, **other), reason="更正"
            )
    assert correct_activity(
        actor=operator, activity=activity, details=replace(now, leader="王老师"), reason="更正"
    )


def test_nor_under_the_heads_that_were_counted(activity: Activity, operator: User) -> None:
    """Or one full room would do for every activity that nobody came to."""
    count_heads(activity=activity, band="4-6", heads=30, key="a", user=operator)
    activity.refresh_from_db()
    elsewhen = replace(Details.of(activity), day=activity.day - timedelta(days=30))
    with pytest.raises(ValidationError):
        correct_activity(actor=operator, activity=activity, details=elsewhen, reason="记错了")
    take_back_heads(activity=activity, band="4-6", user=operator)
    activity.refresh_from_db()
    assert correct_activity(actor=operator, activity=activity, details=elsewhen, reason="记错了")


def test_whoever_works_for_the_paid_side_too_does_not_confirm(
    activity: Activity, site_staff: User, operator: User, library: User
) -> None:
    later = came(activity, method=Method.PAPER, user=site_staff, reason="纸质表")
    Membership.objects.create(user=library, role=Role.OPERATOR)
    both = User.objects.get(pk=library.pk)
    with pytest.raises(PermissionDenied):
        confirm_check_in(check_in=later, actor=both)


def test_a_known_family_is_not_new_because_somebody_says_so(
    activity: Activity, zhang_family: Household, site_staff: User
) -> None:
    with time_machine.travel(timezone.now() - timedelta(days=7)):
        earlier = plan_ahead(
            activity.site, title="上一场", starts=timezone.now() - timedelta(minutes=10)
        )
        came(earlier, household=zhang_family, key="earlier")
    again = came(activity, household=zhang_family, first_time=True, user=site_staff)
    assert not again.first_time
    assert came(activity, name="没人认识", first_time=True, key="other").first_time


class TestLinks:
    @pytest.fixture
    def link(self, tea_room: Site, zhang_family: Household) -> str:
        """A stranger registered with the mother's number; then she signs in."""
        activity = plan_ahead(tea_room)
        with_places(activity)
        year = str(timezone.localdate().year - 6)
        said = {"nickname-0": "假名", "born-0": f"{year}-01", "adults": "1"}
        more = {"name": "生人", "phone": "13800004821", "key": "stranger"}
        browser().post(f"/activities/{activity.pk}/register/", {**said, **more})
        phone_proven(phone="13800004821")
        made = Registration.objects.get()
        assert made.household == zhang_family
        return f"/join/{made.link_token}/"

    def test_a_link_alone_does_not_tell_the_family_s_children(
        self, link: str, zhang_family: Household
    ) -> None:
        text = browser().get(link).content.decode()
        assert "假名" in text
        assert "小米" not in text
        assert "小米" in family_browser(zhang_family).get(link).content.decode()

    def test_nor_brings_them(self, link: str, zhang_family: Household) -> None:
        mi = zhang_family.children.get(nickname="小米")
        browser().post(f"{link}change/", {"child": mi.pk, "adults": "1"})
        assert not Registration.objects.get().attendees.filter(child=mi).exists()

    def test_odd_digits_are_no_error_of_ours(self, link: str) -> None:
        for odd in ("²", "１", "9" * 30, "-1", "\x00"):
            answer = browser().post(f"{link}accept/", {"adults": odd, "keep": odd})
            assert answer.status_code == 302


def test_odd_digits_in_the_form_are_no_error_of_ours(
    tea_room: Site, zhang_family: Household
) -> None:
    activity = plan_ahead(tea_room)
    with_places(activity)
    odd = {"child": "²", "beside": "²", "adults": "²"}
    answer = family_browser(zhang_family).post(f"/activities/{activity.pk}/register/", odd)
    assert answer.status_code == 422


class TestTablet:
    """Who holds a tablet can make it send anything."""

    def test_it_learns_nothing_of_another_room_s_families(
        self, activity: Activity, operator: User, taiping: Site, site_staff: User
    ) -> None:
        device = make_tablet(operator, activity.site).device
        elsewhere = plan_ahead(taiping)
        strange = party(elsewhere, "陈家", phone="13900007733")
        send(device, entry(activity, registration=strange), entry(activity, 2, registration=None))
        assert not TabletEntry.objects.filter(registration=strange).exists()
        assert not CheckIn.objects.filter(name="陈家").exists()
        page = browser(site_staff).get(f"/desk/tablets/{device.pk}/").content.decode()
        assert "陈家" not in page

    def test_days_later_nobody_is_counted_without_a_second_look(
        self, activity: Activity, operator: User
    ) -> None:
        device = make_tablet(operator, activity.site).device
        body = entry(activity)
        results = send(device, body, now=timezone.now() + timedelta(days=3, minutes=1))
        assert [(r.outcome, r.conflict) for r in results] == [("conflict", "long_after")]
        assert not CheckIn.objects.exists()


class TestGuessing:
    """Ten thousand last four digits, by somebody who deletes cookies between the tries.

    What a server process has in memory counts for nothing: the next try goes to another.
    """

    def test_new_browsers_don_t_help(self, activity: Activity) -> None:
        party(activity, "张家", phone="13800004821")
        code, answers = poster_code(activity), []
        for number in range(TRIES_OF_ALL + 1):
            phone = browser()
            ticket = hidden(phone.get(f"/door/{code}/"), "ticket")
            said = {"ticket": ticket, "step": "find", "digits": f"{number:04}"}
            cache.clear()
            answers.append(phone.post(f"/door/{code}/", said).status_code)
        assert answers == [200] * TRIES_OF_ALL + [429]

    def test_nor_does_naming_the_party(self, activity: Activity) -> None:
        known = party(activity, "张家", phone="13800004821")
        code, phone = poster_code(activity), browser()
        ticket = hidden(phone.get(f"/door/{code}/"), "ticket")
        for number in range(13):
            said = {"step": "come", "party": known.pk, "digits": f"{number:04}", "adults": 1}
            cache.clear()
            answer = phone.post(f"/door/{code}/", {"ticket": ticket, "children": 1, **said})
        assert answer.status_code == 429
        assert not CheckIn.objects.exists()

    def test_a_minute_later_it_is_forgotten(self, activity: Activity) -> None:
        party(activity, "张家", phone="13800004821")
        code, phone = poster_code(activity), browser()
        said = {"ticket": hidden(phone.get(f"/door/{code}/"), "ticket"), "step": "find"}
        tries = [phone.post(f"/door/{code}/", {**said, "digits": "0000"}) for _try in range(14)]
        assert [answer.status_code for answer in tries] == [200] * 12 + [429] * 2
        with time_machine.travel(timezone.now() + timedelta(seconds=61)):
            said["ticket"] = hidden(phone.get(f"/door/{code}/"), "ticket")
            found = phone.post(f"/door/{code}/", {**said, "digits": "4821"})
        assert found.status_code == 200


class TestFormerGuardian:
    """Whoever left a family no longer learns when its children are where."""

    @pytest.fixture
    def former(self, zhang_family: Household, chen_family: Household) -> Guardian:
        chen_family.children.all().delete()
        guardian = chen_family.guardians.get()
        join_household(guardian=guardian, token=invite(guardian=zhang_family.guardians.get()))
        return guardian

    def test_the_calendar_s_address_ends(self, zhang_family: Household, former: Guardian) -> None:
        token = renew_family_calendar(zhang_family)
        assert browser().get(f"/feeds/family/{token}.ics").status_code == 200
        leave_household(guardian=former)
        assert browser().get(f"/feeds/family/{token}.ics").status_code == 404

    def test_a_kept_invitation_does_not_lead_back(
        self, zhang_family: Household, former: Guardian
    ) -> None:
        kept = invite(guardian=former)
        leave_household(guardian=former)
        with pytest.raises(ValidationError):
            join_household(guardian=former, token=kept)
        assert former.household != zhang_family


def test_the_log_names_no_family(zhang_family: Household, operator: User) -> None:
    rotate_code(household=zhang_family)
    show_phone(actor=operator, guardian=zhang_family.guardians.get(), reason="改期要打电话")
    lines = LogEntry.objects.filter(subject=f"people.household:{zhang_family.pk}")
    assert lines.count() == 2
    assert "张" not in str(list(lines.values()))


class TestSeriesOverRooms:
    """One date of a series has moved to another room: its people are not asked by the first's."""

    @pytest.fixture
    def dates(self, tea_room: Site, taiping: Site, operator: User) -> list[Activity]:
        tomorrow = timezone.localdate() + timedelta(days=1)
        repeat = Repeat("week", (), tomorrow, tomorrow + timedelta(days=14), keep_days_off=True)
        draft = make_draft(tea_room, day=tomorrow)
        series = plan_series(actor=operator, draft=draft, repeat=repeat, repairs={})
        found = list(series.dates.order_by("day"))
        Activity.objects.filter(pk=found[1].pk).update(site=taiping, zone=None)
        return list(series.dates.order_by("day"))

    def test_calling_all_off_stays_in_the_own_room(
        self, dates: list[Activity], site_staff: User
    ) -> None:
        browser(site_staff).post(
            f"/desk/planning/{dates[0].pk}/cancel/", {"scope": "all", "reason": "不办了"}
        )
        states = [Activity.objects.get(pk=each.pk).state for each in dates]
        assert states == [State.CANCELLED, dates[1].state, State.CANCELLED]

    def test_changing_all_stays_there_too(self, dates: list[Activity], site_staff: User) -> None:
        title = replace(draft_of(dates[0]), title="换了名字")
        changed = change_series(actor=site_staff, activity=dates[0], draft=title, scope="all")
        assert [each.pk for each in changed] == [dates[0].pk, dates[2].pk]


def test_a_picture_nobody_has_agreed_to_stays_in_its_room(
    tea_room: Site, operator: User, site_staff: User, other_site_staff: User, library: User
) -> None:
    over = held_yesterday(tea_room)
    photo = add_photo(actor=operator, activity=over, upload=upload())
    address = f"/desk/review/photos/{photo.pk}.jpg"
    seen = {
        user.name: browser(user).get(address).status_code
        for user in (operator, site_staff, library, other_site_staff)
    }
    assert seen == {"李运营": 200, "赵晓": 200, "王馆长": 200, "孙宁": 404}
    page = f"/desk/activities/{over.pk}/"
    assert address not in browser(other_site_staff).get(page).content.decode()
    assert address in browser(site_staff).get(page).content.decode()
    check_photo(actor=operator, photo=photo, permission=Permission.NOBODY)
    assert browser(other_site_staff).get(address).status_code == 200


class TestInSight:
    """Software can't tell an invented family from a real one, but it shows what is odd."""

    def page(self, activity: Activity, reader: User) -> str:
        return browser(reader).get(f"/desk/activities/{activity.pk}/").content.decode()

    def test_many_walk_ins_in_seconds(
        self, activity: Activity, site_staff: User, operator: User, assessor: User
    ) -> None:
        for number in range(HURRIED):
            came(activity, key=f"made up {number}", user=site_staff)
        came(activity, key="somebody else's", user=operator)
        text = self.page(activity, assessor)
        assert f"一分钟里签到了 {HURRIED} 户" in text
        assert f"也没有手机号的有 {HURRIED + 1} 户" in text

    def test_a_tablet_that_tells_the_next_day(
        self, activity: Activity, operator: User, assessor: User
    ) -> None:
        """Its clocks can be made up in three days; that it told so late can't."""
        device = make_tablet(operator, activity.site).device
        family = party(activity, phone="13900001234")
        then = timezone.now()
        with time_machine.travel(then + timedelta(days=1)):
            told = send(device, entry(activity, registration=family, at=then))
            assert told[0].outcome == "counted"
            assert "才从平板上传的有 1 户" in self.page(activity, assessor)

    def test_a_program_that_reports_them(self, activity: Activity, assessor: User) -> None:
        """Keys as the API makes them; the families are others each time."""
        for number in range(HURRIED):
            family = party(activity, phone=f"1390000{number:04}")
            came(activity, registration=family, key=f"{BY_API}7 {number}", method=Method.KIOSK)
        assert f"一分钟里签到了 {HURRIED} 户" in self.page(activity, assessor)

    def test_heads_that_nobody_can_have_counted(
        self, activity: Activity, operator: User, assessor: User
    ) -> None:
        for number in range(2):
            count_heads(
                activity=activity, band="4-6", heads=HEADS_HURRIED // 2, key=str(number),
                user=operator,
            )  # fmt: skip
        text = self.page(activity, assessor)
        assert f"一分钟里清点了 {HEADS_HURRIED} 人" in text
        assert "撤销过的清点" not in text
        take_back_heads(activity=activity, band="4-6", user=operator)
        text = self.page(activity, assessor)
        assert "一分钟里清点了" not in text
        assert "撤销过的清点有 1 次" in text

    def test_a_party_that_grew_at_the_door(
        self, activity: Activity, operator: User, assessor: User
    ) -> None:
        as_registered = party(activity, "张家", phone="13900001234")
        said = {"adults": as_registered.adults, "children": as_registered.children}
        came(activity, registration=as_registered, user=operator, **said)
        assert 'id="signs"' not in self.page(activity, assessor)
        grown = party(activity, "李家", phone="13900001235")
        came(activity, registration=grown, key="grown", user=operator, adults=30, children=30)
        assert "比报名时多的有 1 户" in self.page(activity, assessor)

    def test_one_family_in_two_rooms(
        self,
        activity: Activity,
        taiping: Site,
        zhang_family: Household,
        operator: User,
        assessor: User,
    ) -> None:
        assert activity.starts_at
        there = plan_ahead(taiping, starts=activity.starts_at)
        later = plan_ahead(taiping, starts=timezone.now() - timedelta(hours=5))
        came(activity, household=zhang_family, user=operator)
        with time_machine.travel(timezone.now() - timedelta(hours=5)):
            came(later, household=zhang_family, user=operator, key="later")
        assert 'id="signs"' not in self.page(activity, assessor)
        came(there, household=zhang_family, user=operator, key="there")
        assert "另一间书房也签到的有 1 户" in self.page(activity, assessor)

    def test_families_with_phones_of_their_own_are_none(
        self, activity: Activity, assessor: User
    ) -> None:
        for number in range(HURRIED):
            family = party(activity, phone=f"1390000{number:04}")
            came(activity, registration=family, key=f"door:{number}", method=Method.ROTATING)
        assert 'id="signs"' not in self.page(activity, assessor)

    def test_what_was_taken_back(
        self, activity: Activity, operator: User, library: User, zhang_family: Household
    ) -> None:
        came(activity, household=zhang_family, user=operator)
        assert 'id="signs"' not in self.page(activity, library)
        wrong = came(activity, key="wrong", user=operator)
        void_check_in(check_in=wrong, actor=operator, reason="点错了")
        assert "撤销过的签到有 1 条" in self.page(activity, library)

    def test_who_took_heads_back(self, activity: Activity, operator: User) -> None:
        count_heads(activity=activity, band="0-3", heads=3, key="a", user=operator)
        browser(operator).post(f"/desk/door/{activity.pk}/heads/", {"band": "0-3", "less": "1"})
        line = LogEntry.objects.get(deed="activities.take_back_heads")
        assert (line.actor, line.detail) == ("李运营", {"heads": ["0-3 3", ""]})


class TestNumbers:
    """A stranger who knows a mother's number asks where it has registered."""

    @pytest.fixture(autouse=True)
    def _forgotten(self, settings: LazySettings) -> Iterator[None]:
        settings.SHOW_CODES, settings.SMS_URL = False, ""  # so the page itself must answer
        cache.clear()
        yield
        cache.clear()

    def ask(self, activity: Activity, number: int = 0, address: str = "203.0.113.9") -> str:
        year = str(timezone.localdate().year - 6)
        said = {"nickname-0": "假名", "born-0": f"{year}-01", "adults": "1", "name": "生人"}
        phone = {"phone": "13800004821" if not number else f"137000{number:05}"}
        url = f"/activities/{activity.pk}/register/"
        answer = browser().post(url, {**said, **phone, "key": str(number)}, REMOTE_ADDR=address)
        return answer.content.decode() if answer.status_code != 302 else "registered"

    def test_not_again_and_again(self, tea_room: Site) -> None:
        activity = plan_ahead(tea_room)
        with_places(activity)
        party(activity, "张家", phone="13800004821")
        for _try in range(MOST):
            assert "已经报过" in self.ask(activity)
        assert "已经报过" not in self.ask(activity)
        assert "试过的手机号太多" in self.ask(activity)
        assert "试过的手机号太多" in self.ask(activity, 1)  # what works would tell it too
        assert self.ask(activity, 2, address="198.51.100.7") == "registered"

    def test_nor_of_another_server_process(self, tea_room: Site) -> None:
        activity = plan_ahead(tea_room)
        with_places(activity)
        party(activity, "张家", phone="13800004821")
        for _try in range(MOST):
            self.ask(activity)
            cache.clear()
        assert "已经报过" not in self.ask(activity)

    def test_nor_by_who_has_been_here_before(self, tea_room: Site, zhang_family: Household) -> None:
        """Where first-timers go first, a refusal tells that the number has been somewhere."""
        activity = plan_ahead(tea_room)
        with_places(activity, priority=[{"for": "first_timers", "hours": 900}])
        with time_machine.travel(timezone.now() - timedelta(days=7)):
            earlier = plan_ahead(tea_room, starts=timezone.now() - timedelta(minutes=10))
            came(earlier, registration=party(earlier, "张家", phone="13800004821"), key="earlier")
        for _try in range(MOST):
            assert "试过的手机号太多" not in self.ask(activity)
        assert "试过的手机号太多" in self.ask(activity)


def test_strangers_phones_are_not_filled_with_messages(tea_room: Site) -> None:
    """Whoever leaves a number has it told of free places; a program could leave everybody's."""
    activity = plan_ahead(tea_room)
    with_places(activity, 1)
    url, phones = f"/activities/{activity.pk}/watch/", [f"137000{n:05}" for n in range(WATCHES + 1)]
    for phone in phones:
        browser().post(url, {"phone": phone}, REMOTE_ADDR="203.0.113.9")
    assert Watch.objects.count() == WATCHES
    browser().post(url, {"phone": phones[-1]}, REMOTE_ADDR="198.51.100.7")
    assert Watch.objects.count() == WATCHES + 1


def test_of_another_room_s_later_entries_nobody_learns_that_there_are_any(
    activity: Activity, site_staff: User, other_site_staff: User, operator: User
) -> None:
    later = came(activity, method=Method.PAPER, user=site_staff, reason="纸质表")
    address = f"/desk/door/confirm/{later.pk}/"
    assert browser(operator).post(address).status_code == 403
    assert browser(other_site_staff).post(address).status_code == 404
