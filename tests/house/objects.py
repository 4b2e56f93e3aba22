"""What the permission walk puts into addresses: one sample for every argument of every route.

A new route with an argument needs a line in `SAMPLES`: by its app ("activities.pk") or, where
that is another thing, by the route ("activities:media_correct.pk").
"""

from collections.abc import Callable
from datetime import date, time, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import signing
from django.utils import timezone

from shufang.activities.actions.drawing.commit_seed import commit_seed
from shufang.activities.actions.promoting.family_calendar import renew_family_calendar
from shufang.activities.choices import Permission, State
from shufang.activities.models import (
    Activity,
    Category,
    CheckIn,
    DayOff,
    Device,
    Draw,
    MediaReport,
    Pass,
    Photo,
    Registration,
    SchoolTerm,
    Series,
    StatedCount,
    Strike,
    TabletEntry,
    Template,
)
from shufang.activities.queries.signing_in.codes import poster_code, room_code
from shufang.activities.web.door.phone import RECEIPT
from shufang.circulation.models import PeriodCount
from shufang.intake.models import ImportRun
from shufang.outbox.actions.send import Address, send
from shufang.outbox.models import Message
from shufang.people.models import (
    ApiToken,
    Child,
    Duty,
    Guardian,
    Household,
    Invitation,
    ReaderCard,
    User,
)
from shufang.places.models import Closure, Organisation, Site, Town, Zone
from shufang.reports.models import Picture, Quote, Report
from shufang.shared.secrets import fingerprint
from shufang.surveys.models import Answer
from shufang.surveys.queries.tickets import poster_token
from tests.cast import make_card, make_family, make_user
from tests.factories.at_the_door import party
from tests.factories.planned import by_draw, plan_ahead, with_places
from tests.house.routes import Route


class Things:
    """One of everything, at the room where 赵晓 works; made when first asked for."""

    def __init__(self, site: Site) -> None:
        self.site = site

    @cached_property
    def account(self) -> User:
        return make_user("somebody", "某人")

    @cached_property
    def duty(self) -> Duty:
        return Duty.objects.create(level="decide", post="主任", duties="定计划")

    @cached_property
    def household(self) -> Household:
        """A family that came to the room, so that its staff may look."""
        household = make_family("示例家", "13800001111", ("点点", 2020, 5), town=self.site.town)
        CheckIn.objects.create(
            activity=self.activity, household=household, adults=1, grade="A", method="scan",
            key="sample-family",
        )  # fmt: skip
        return household

    @cached_property
    def guardian(self) -> Guardian:
        return self.household.guardians.get()

    @cached_property
    def child(self) -> Child:
        return self.household.children.get()

    @cached_property
    def card(self) -> ReaderCard:
        return make_card(self.household, "SL20251111")

    @cached_property
    def invitation(self) -> str:
        """A link's token."""
        token = "sample-invitation"
        Invitation.objects.create(
            household=self.household,
            token=fingerprint(token),
            until=timezone.now() + timedelta(days=1),
        )
        return token

    @cached_property
    def town(self) -> Town:
        assert self.site.town is not None
        return self.site.town

    @cached_property
    def organisation(self) -> Organisation:
        return Organisation.objects.create(name="示例合作单位", kind="partner")

    @cached_property
    def zone(self) -> Zone:
        return Zone.objects.create(site=self.site, name="故事角")

    @cached_property
    def closure(self) -> Closure:
        day = date(2025, 3, 1)
        return Closure.objects.create(site=self.site, first_day=day, last_day=day, notice="检修")

    @cached_property
    def category(self) -> Category:
        return Category.objects.order_by("pk")[0]

    @cached_property
    def activity(self) -> Activity:
        activity = Activity.objects.create(
            site=self.site,
            category=self.category,
            national_type=self.category.national_type,
            title="示例故事会",
            day=date(2025, 3, 8),
        )
        StatedCount.objects.create(activity=activity, sign_ins=12)
        return activity

    @cached_property
    def draw(self) -> Draw:
        """Of an activity ahead that readers see."""
        ahead = plan_ahead(self.site, title="示例抽签活动")
        by_draw(ahead)
        found = commit_seed(ahead)
        assert found is not None
        return found

    @cached_property
    def api_token(self) -> ApiToken:
        return ApiToken.objects.create(
            name="示例程序", role="auditor", scopes=["measures:read"], fingerprint="sample",
            expires_at=timezone.now() + timedelta(days=1),
        )  # fmt: skip

    @cached_property
    def strike(self) -> Strike:
        """Of a party whose secret link the samples use, too."""
        missed = party(self.activity, "示例家", stage="absent", phone="13800000000")
        return Strike.objects.create(
            registration=missed, phone_print=missed.phone_print, expires_at=timezone.now()
        )

    @cached_property
    def answer(self) -> Answer:
        return Answer.objects.create(
            activity=self.activity, ticket="t", score=5, words="好", may_quote=True
        )

    @cached_property
    def photo(self) -> Photo:
        path = Path(settings.MEDIA_ROOT) / "photos" / "sample.jpg"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"a picture")
        return Photo.objects.create(
            activity=self.activity, stored=path.name, permission=Permission.NOBODY
        )

    @cached_property
    def tablet(self) -> Device:
        return Device.objects.create(site=self.site, name="示例平板", token="sample")

    @cached_property
    def tablet_entry(self) -> TabletEntry:
        return TabletEntry.objects.create(
            device=self.tablet,
            nonce=f"{1:032x}",
            body_hash="sample",
            activity=self.activity,
            outcome="conflict",
            conflict="clock",
            body={"kind": "in", "adults": 1, "children": 1},
            happened_at=timezone.now(),
        )

    @cached_property
    def check_in(self) -> CheckIn:
        return CheckIn.objects.create(
            activity=self.activity, children=1, grade="D", method="paper", key="sample-later"
        )

    @cached_property
    def helper(self) -> Pass:
        """Its link's token is "sample-pass"."""
        return Pass.objects.create(
            activity=self.activity,
            name="小赵",
            token=fingerprint("sample-pass"),
            until=timezone.now() + timedelta(hours=1),
        )

    @cached_property
    def planned(self) -> Activity:
        """A date of a series that is still a draft, with a day that was left out."""
        activity = plan_ahead(self.site, state=State.DRAFT, published=False)
        with_places(activity)
        day = activity.day
        activity.series = Series.objects.create(
            rule="FREQ=WEEKLY", first_day=day, last_day=day, starts=time(10), ends=time(11)
        )
        activity.save()
        return activity

    @cached_property
    def plan_template(self) -> Template:
        return Template.objects.create(name="示例模板", category=self.category)

    @cached_property
    def day_off(self) -> DayOff:
        return DayOff.objects.create(day=date(2030, 1, 1), name="元旦")

    @cached_property
    def term(self) -> SchoolTerm:
        return SchoolTerm.objects.create(
            name="2030 年春季学期", first_day=date(2030, 2, 18), last_day=date(2030, 6, 28)
        )

    @cached_property
    def media_report(self) -> MediaReport:
        return MediaReport.objects.create(
            activity=self.activity, outlet="示例日报", day=date(2025, 3, 9)
        )

    @cached_property
    def count(self) -> PeriodCount:
        return PeriodCount.objects.create(
            counted="loans", site=self.site, day=date(2025, 3, 16), value=120
        )

    @cached_property
    def to_join(self) -> Activity:
        ahead = plan_ahead(self.site, title="示例要报名的活动")
        with_places(ahead)
        return ahead

    @cached_property
    def registration(self) -> Registration:
        return party(self.to_join, name="示例家")

    @cached_property
    def import_run(self) -> ImportRun:
        return ImportRun.objects.create(actor="李运营")

    @cached_property
    def report(self) -> Report:
        return Report.objects.create(
            title="示例报告",
            start=date(2025, 3, 1),
            end=date(2025, 3, 31),
            cutoff=date(2025, 3, 31),
            created_by="李运营",
        )

    @cached_property
    def family(self) -> Household:
        return make_family("样家", "13800000001")

    @cached_property
    def message(self) -> Message:
        send(to=Address("sms", "13800000000"), template="sample", subject=self.site)
        return Message.objects.get(template="sample")

    @cached_property
    def quote(self) -> Quote:
        return Quote.objects.create(report=self.report, text="孩子天天想来", said_by="一位妈妈")

    @cached_property
    def picture(self) -> Picture:
        return Picture.objects.create(report=self.report, stored="none.jpg", caption="示例")


SAMPLES: dict[str, Callable[[Things], Any]] = {
    "tablet.pk": lambda things: things.tablet.pk,
    "tablet:settle.pk": lambda things: things.tablet_entry.pk,
    "tablet.language": lambda things: "en",
    "family:child.pk": lambda things: things.child.pk,
    "family:child_remove.pk": lambda things: things.child.pk,
    "family:card_remove.pk": lambda things: things.card.pk,
    "family:staff_card_remove.pk": lambda things: things.card.pk,
    "family:join.token": lambda things: things.invitation,
    "family:export.file_format": lambda things: "json",
    "family:staff_family.pk": lambda things: things.household.pk,
    "family:staff_phone.pk": lambda things: things.guardian.pk,
    "people.pk": lambda things: things.account.pk,
    "people:duty.pk": lambda things: things.duty.pk,
    "people:duty_move.pk": lambda things: things.duty.pk,
    "people:duty_remove.pk": lambda things: things.duty.pk,
    "places.pk": lambda things: things.site.pk,
    "places.file_format": lambda things: "csv",
    "places:zone_edit.pk": lambda things: things.zone.pk,
    "places:zone_remove.pk": lambda things: things.zone.pk,
    "places:lift.pk": lambda things: things.closure.pk,
    "places:town_edit.pk": lambda things: things.town.pk,
    "places:organisation_edit.pk": lambda things: things.organisation.pk,
    "circulation.pk": lambda things: things.count.pk,
    "circulation.file_format": lambda things: "csv",
    "circulation.counted": lambda things: things.count.counted,
    "circulation.site": lambda things: things.site.pk,
    "circulation.month": lambda things: "2025-03",
    "planning.pk": lambda things: things.planned.pk,
    "planning:series.pk": lambda things: things.planned.series_id,
    "planning:series_add.pk": lambda things: things.planned.series_id,
    "planning:series_extend.pk": lambda things: things.planned.series_id,
    "planning:term_edit.pk": lambda things: things.term.pk,
    "planning:term_remove.pk": lambda things: things.term.pk,
    "planning:template_edit.pk": lambda things: things.plan_template.pk,
    "planning:day_off_edit.pk": lambda things: things.day_off.pk,
    "planning:day_off_remove.pk": lambda things: things.day_off.pk,
    "reports:activity_plan.pk": lambda things: things.planned.pk,
    "activities.pk": lambda things: things.activity.pk,
    "activities.file_format": lambda things: "csv",
    "activities:media_correct.pk": lambda things: things.media_report.pk,
    "activities:media_remove.pk": lambda things: things.media_report.pk,
    "activities:category_edit.pk": lambda things: things.category.pk,
    "api.pk": lambda things: things.draw.pk,
    "api.code": lambda things: "sign_ins",
    "tokens.pk": lambda things: things.api_token.pk,
    "draw.pk": lambda things: things.draw.pk,
    "draw.token": lambda things: things.strike.registration.link_token,
    "draw:decide.pk": lambda things: things.strike.pk,
    "reports:sign_in_sheet.pk": lambda things: things.activity.pk,
    "reports:poster.pk": lambda things: things.activity.pk,
    "reports:poster.size": lambda things: "qr",
    "reports.style": lambda things: "gongwen",
    "insight.pk": lambda things: things.site.pk,
    "insight.code": lambda things: "sign_ins",
    "insight.file_format": lambda things: "csv",
    "insight.dimension": lambda things: "month",
    "insight:chart.name": lambda things: "activities-by-month",
    "insight:export.name": lambda things: "table-1",
    "intake.pk": lambda things: things.import_run.pk,
    "intake:template.kind": lambda things: "activities",
    "intake.kind": lambda things: "activities",
    "reports.pk": lambda things: things.report.pk,
    "reports.file_format": lambda things: "html",
    "reports.block": lambda things: "overview",
    "reports.quote": lambda things: things.quote.pk,
    "reports.picture": lambda things: things.picture.pk,
    "feeds.pk": lambda things: things.activity.pk,
    "feeds.slug": lambda things: things.site.slug,
    "feeds.token": lambda things: renew_family_calendar(things.family),
    "feeds:category.pk": lambda things: things.category.pk,
    "outbox.pk": lambda things: things.message.pk,
    "surveys.token": lambda things: poster_token(things.activity),
    "surveys:poster.pk": lambda things: things.activity.pk,
    "surveys:words.pk": lambda things: things.answer.pk,
    "review.pk": lambda things: things.activity.pk,
    "review:photo.pk": lambda things: things.photo.pk,
    "review:photo_check.pk": lambda things: things.photo.pk,
    "review:photo_remove.pk": lambda things: things.photo.pk,
    "review:picture.pk": lambda things: things.photo.pk,
    "join.pk": lambda things: things.to_join.pk,
    "join.token": lambda things: things.registration.link_token,
    "join.file_format": lambda things: "csv",
    "join:one.pk": lambda things: things.registration.pk,
    "join:staff_cancel.pk": lambda things: things.registration.pk,
    "join:give.pk": lambda things: things.registration.pk,
    "door.pk": lambda things: things.activity.pk,
    "door.code": lambda things: poster_code(things.activity),
    "door:room.code": lambda things: room_code(things.site),
    "door:room_poster.pk": lambda things: things.site.pk,
    "door:room_renew.pk": lambda things: things.site.pk,
    "door.receipt": lambda things: signing.dumps([things.check_in.pk, "b0"], salt=RECEIPT),
    "door.token": lambda things: things.helper and "sample-pass",
    "door:void.pk": lambda things: things.check_in.pk,
    "door:leave.pk": lambda things: things.check_in.pk,
    "door:confirm_one.pk": lambda things: things.check_in.pk,
    "door:pass_reissue.pk": lambda things: things.helper.pk,
    "door:pass_revoke.pk": lambda things: things.helper.pk,
    "portal.slug": lambda things: things.site.slug,
    "portal.topic": lambda things: "importing",
}

# Pages that belong to one room: staff of another room may not open them, or not send them.
OF_ONE_ROOM: dict[str, frozenset[str]] = {
    "feeds:notices": frozenset({"GET"}),
    "join:registrations": frozenset({"GET"}),
    "join:export": frozenset({"GET"}),
    "join:add": frozenset({"GET", "POST"}),
    "join:one": frozenset({"GET"}),
    "join:staff_cancel": frozenset({"POST"}),
    "join:give": frozenset({"POST"}),
    "door:desk": frozenset({"GET", "POST"}),
    "reports:sign_in_sheet": frozenset({"GET"}),
    "door:sign_in": frozenset({"POST"}),
    "door:void": frozenset({"POST"}),
    "door:leave": frozenset({"POST"}),
    "door:heads": frozenset({"POST"}),
    "door:scan": frozenset({"GET", "POST"}),
    "door:paper": frozenset({"GET", "POST"}),
    "door:passes": frozenset({"GET", "POST"}),
    "door:pass_reissue": frozenset({"POST"}),
    "door:pass_revoke": frozenset({"POST"}),
    "door:poster": frozenset({"GET"}),
    "door:room_poster": frozenset({"GET"}),
    "door:room_renew": frozenset({"POST"}),
    "door:confirm_one": frozenset({"POST"}),
    "tablet:device": frozenset({"GET"}),
    "tablet:new_code": frozenset({"POST"}),
    "tablet:rename": frozenset({"POST"}),
    "tablet:revoke": frozenset({"POST"}),
    "tablet:settle": frozenset({"POST"}),
    "family:staff_family": frozenset({"GET"}),
    "family:staff_phone": frozenset({"POST"}),
    "family:staff_card_remove": frozenset({"POST"}),
    "planning:edit": frozenset({"GET", "POST"}),
    "planning:move": frozenset({"POST"}),
    "planning:submit": frozenset({"POST"}),
    "planning:comment": frozenset({"POST"}),
    "planning:publish": frozenset({"POST"}),
    "planning:unpublish": frozenset({"POST"}),
    "planning:cancel": frozenset({"POST"}),
    "planning:restore": frozenset({"POST"}),
    "planning:renew": frozenset({"POST"}),
    "planning:keep": frozenset({"POST"}),
    "planning:series_add": frozenset({"POST"}),
    "planning:series_extend": frozenset({"POST"}),
    "activities:correct": frozenset({"GET", "POST"}),
    "activities:cancel": frozenset({"POST"}),
    "activities:restore": frozenset({"POST"}),
    "activities:media_record": frozenset({"POST"}),
    "activities:media_correct": frozenset({"GET", "POST"}),
    "activities:media_remove": frozenset({"POST"}),
    "draw:run": frozenset({"POST"}),
    "draw:set_up": frozenset({"POST"}),
    "draw:commit": frozenset({"POST"}),
    "surveys:words": frozenset({"POST"}),
    "review:edit": frozenset({"GET", "POST"}),
    "review:close": frozenset({"POST"}),
    "review:reopen": frozenset({"POST"}),
    "review:photo_add": frozenset({"POST"}),
    "review:photo_check": frozenset({"POST"}),
    "review:photo_remove": frozenset({"POST"}),
    "circulation:detail": frozenset({"POST"}),
    "circulation:remove": frozenset({"POST"}),
    "places:close": frozenset({"POST"}),
    "places:lift": frozenset({"POST"}),
}


def sample(route: Route, things: Things) -> dict[str, Any]:
    """The route's arguments; a missing sample fails with the line to write."""
    found = {}
    for kwarg in route.kwargs:
        build = SAMPLES.get(f"{route.name}.{kwarg}") or SAMPLES.get(f"{route.namespace}.{kwarg}")
        assert build is not None, (
            f'{route.name} asks for "{kwarg}": add "{route.name}.{kwarg}" to SAMPLES '
            "in tests/house/objects.py"
        )
        found[kwarg] = build(things)
    return found
