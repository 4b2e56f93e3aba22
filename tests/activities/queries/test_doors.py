"""The doors to single things: each opens to this very one, for whose business it is, and to nothing
that is not there. Of everything there is one in each of two rooms."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from shufang.activities.actions.drawing.commit_seed import commit_seed
from shufang.activities.choices import Permission, Stage, State
from shufang.activities.models import (
    Activity,
    DayOff,
    MediaReport,
    Pass,
    Photo,
    SchoolTerm,
    Series,
    Strike,
    TabletEntry,
    Template,
)
from shufang.activities.queries import access
from shufang.activities.queries.drawing.access import draw_for_readers
from shufang.activities.queries.no_shows.access import strike_to_decide
from shufang.activities.queries.planning import access as planning
from shufang.activities.queries.promoting.access import activity_to_notify
from shufang.activities.queries.registering import access as registering
from shufang.activities.queries.reviewing import access as reviewing
from shufang.activities.queries.signing_in import access as door
from shufang.activities.queries.tablet import access as tablet
from shufang.people.models import User
from shufang.places.models import Site
from shufang.shared.secrets import fingerprint
from shufang.surveys.queries.access import words_to_read
from tests.factories.at_the_door import party
from tests.factories.came import answered, check_in
from tests.factories.planned import by_draw, plan_ahead
from tests.factories.tablets import make_tablet

pytestmark = pytest.mark.django_db
EVERYBODY = (
    "superuser", "library", "operator", "site_staff", "other_site_staff", "assessor", "auditor",
    "outsider",
)  # fmt: skip
RUN = {"superuser", "operator", "site_staff"}  # activities in the tea room
ANSWER = RUN | {"library"}
READ = ANSWER | {"other_site_staff", "assessor", "auditor"}
Make = Callable[[Site, User], Any]


def activity(site: Site, operator: User) -> Activity:
    return plan_ahead(site)


def media_report(site: Site, operator: User) -> MediaReport:
    return MediaReport.objects.create(
        activity=plan_ahead(site), outlet="日报", day=timezone.localdate()
    )


def in_a_series(site: Site, operator: User) -> Series:
    made = Series.objects.create(
        rule="FREQ=WEEKLY;BYDAY=SA", first_day=date(2026, 9, 5), last_day=date(2026, 12, 5),
        starts=time(10), ends=time(11),
    )  # fmt: skip
    plan_ahead(site, series=made)
    return made


def template(site: Site, operator: User) -> Template:
    return Template.objects.create(name=site.name, category=plan_ahead(site).category)


def day_off(site: Site, operator: User) -> DayOff:
    return DayOff.objects.create(day=date(2040, 1, site.pk % 28 + 1), name=site.name)


def term(site: Site, operator: User) -> SchoolTerm:
    return SchoolTerm.objects.create(
        name=site.name, first_day=date(2040, 2, 1), last_day=date(2040, 6, 30)
    )


def registration(site: Site, operator: User) -> Any:
    return party(plan_ahead(site), "周家", phone="13800000001")


def strike(site: Site, operator: User) -> Strike:
    missed = party(plan_ahead(site), "周家", stage=Stage.ABSENT)
    return Strike.objects.create(registration=missed, expires_at=timezone.now())


def photo(site: Site, operator: User) -> Photo:
    """Nobody has checked it."""
    return Photo.objects.create(activity=plan_ahead(site, state=State.HELD), stored="a.jpg")


def came(site: Site, operator: User) -> Any:
    return check_in(plan_ahead(site), user=operator)


def volunteer(site: Site, operator: User) -> Pass:
    return Pass.objects.create(
        activity=plan_ahead(site), name="小赵", token=fingerprint(site.name),
        until=timezone.now() + timedelta(hours=1), made_by=operator,
    )  # fmt: skip


def device(site: Site, operator: User) -> Any:
    return make_tablet(operator, site).device


def entry(site: Site, operator: User) -> TabletEntry:
    return TabletEntry.objects.create(
        device=device(site, operator), nonce=fingerprint(site.name)[:32], body_hash="x",
        outcome="conflict", conflict="clock",
        happened_at=timezone.now(), received_at=timezone.now(),
    )  # fmt: skip


def words(site: Site, operator: User) -> Any:
    return answered(plan_ahead(site), 5, words="好")[0]


DOORS: list[tuple[Callable[[User, int], Any], Make, set[str]]] = [
    (access.activity_for, activity, READ),
    (access.activity_to_change, activity, RUN),
    (access.media_report_to_change, media_report, RUN),
    (planning.plan_for, activity, READ),
    (planning.plan_to_change, activity, RUN),
    (planning.plan_to_approve, activity, {"superuser", "library"}),
    (planning.plan_to_comment, activity, ANSWER),
    (planning.series_for, in_a_series, READ),
    (planning.series_to_change, in_a_series, RUN),
    (planning.template_to_change, template, {"superuser", "operator"}),
    (planning.day_off_to_change, day_off, {"superuser", "library", "operator"}),
    (planning.term_to_change, term, {"superuser", "library", "operator"}),
    (activity_to_notify, activity, ANSWER),
    (registering.activity_with_registrations, activity, ANSWER),
    (registering.activity_to_register_at, activity, RUN),
    (registering.registration_to_change, registration, RUN),
    (strike_to_decide, strike, {"superuser", "library", "operator"}),
    (reviewing.photo_for, photo, READ - {"other_site_staff"}),
    (reviewing.photo_to_change, photo, RUN),
    (door.check_in_to_change, came, RUN),
    (door.check_in_to_confirm, came, ANSWER),
    (door.pass_to_change, volunteer, RUN),
    (tablet.device_for, device, ANSWER),
    (tablet.entry_to_settle, entry, RUN),
    (words_to_read, words, RUN),
]


@pytest.mark.parametrize(
    ("door", "make", "opens_to"), DOORS, ids=lambda it: getattr(it, "__name__", "")
)
def test_opens_to_this_one_for_whose_business_it_is(
    door: Callable[[User, int], Any],
    make: Make,
    opens_to: set[str],
    tea_room: Site,
    taiping: Site,
    operator: User,
    request: pytest.FixtureRequest,
) -> None:
    make(taiping, operator)
    wanted = make(tea_room, operator)
    found = set()
    for name in EVERYBODY:
        user = request.getfixturevalue(name)
        try:
            assert door(user, wanted.pk) == wanted
        except (Http404, PermissionDenied):
            continue
        finally:
            with pytest.raises((Http404, PermissionDenied)):
                door(user, wanted.pk + 1000)
        found.add(name)
    assert found == opens_to


def test_a_series_without_dates_is_none(operator: User, tea_room: Site) -> None:
    series = in_a_series(tea_room, operator)
    Activity.objects.update(series=None)
    with pytest.raises(Http404):
        planning.series_for(operator, series.pk)


def test_a_series_of_two_rooms_is_of_who_runs_both(
    operator: User, site_staff: User, tea_room: Site, taiping: Site
) -> None:
    series = in_a_series(tea_room, operator)
    plan_ahead(taiping, series=series)
    assert planning.series_to_change(operator, series.pk) == series
    with pytest.raises(PermissionDenied):
        planning.series_to_change(site_staff, series.pk)


def test_readers_see_a_draw_of_what_they_see(tea_room: Site, taiping: Site) -> None:
    shown, plan = plan_ahead(tea_room), plan_ahead(taiping, state=State.DRAFT)
    for each in (plan, shown):
        by_draw(each)
        commit_seed(each)
    plain = plan_ahead(tea_room)
    assert draw_for_readers(shown.pk).activity == shown
    for pk in (plan.pk, plain.pk, plain.pk + 1000):
        with pytest.raises(Http404):
            draw_for_readers(pk)


def test_readers_see_pictures_of_what_was_held(tea_room: Site, taiping: Site) -> None:
    other, wanted, unchecked = (
        Photo.objects.create(
            activity=plan_ahead(site, state=State.HELD), stored=f"{n}.jpg", permission=permission
        )
        for n, (site, permission) in enumerate(
            [(taiping, Permission.NOBODY), (tea_room, Permission.NOBODY), (tea_room, "")]
        )
    )
    assert reviewing.photo_for_readers(wanted.pk) == wanted
    assert reviewing.photo_for_readers(other.pk) == other
    Activity.objects.filter(pk=other.activity_id).update(state=State.SCHEDULED)
    for pk in (unchecked.pk, other.pk, unchecked.pk + 1000):
        with pytest.raises(Http404):
            reviewing.photo_for_readers(pk)


def test_a_volunteers_link_and_a_code_open_their_own(
    tea_room: Site, taiping: Site, operator: User
) -> None:
    volunteer(taiping, operator)
    wanted = volunteer(tea_room, operator)
    assert door.pass_of_token(tea_room.name) == wanted
    assert door.activity_of_code(wanted.activity_id) == wanted.activity
    with pytest.raises(Http404):
        door.pass_of_token(wanted.token)
    with pytest.raises(Http404):
        door.activity_of_code(wanted.activity_id + 1000)


def test_a_tablet_is_known_by_its_own_token(tea_room: Site, taiping: Site, operator: User) -> None:
    make_tablet(operator, taiping)
    own = make_tablet(operator, tea_room)
    assert tablet.device_by_token(own.token) == own.device
    for token in ("", "x", own.device.token, "x" * 200):
        assert tablet.device_by_token(token) is None
