"""What the permission walk puts into addresses: one sample for every argument of every route.

A new route with an argument needs a line in `SAMPLES`: by its app ("activities.pk") or, where
that is another thing, by the route ("activities:media_correct.pk").
"""

from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import Any

from shufang.activities.models import Activity, Category, MediaReport, StatedCount
from shufang.circulation.models import PeriodCount
from shufang.intake.models import ImportRun
from shufang.outbox.actions.send import Address, send
from shufang.outbox.models import Message
from shufang.people.models import Duty, User
from shufang.places.models import Closure, Organisation, Site, Town, Zone
from shufang.reports.models import Picture, Quote, Report
from tests.cast import make_user
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
    "activities.pk": lambda things: things.activity.pk,
    "activities.file_format": lambda things: "csv",
    "activities:media_correct.pk": lambda things: things.media_report.pk,
    "activities:media_remove.pk": lambda things: things.media_report.pk,
    "activities:category_edit.pk": lambda things: things.category.pk,
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
    "outbox.pk": lambda things: things.message.pk,
    "portal.slug": lambda things: things.site.slug,
    "portal.pk": lambda things: things.activity.pk,
    "portal.topic": lambda things: "importing",
}

# Pages that belong to one room: staff of another room may not open them, or not send them.
OF_ONE_ROOM: dict[str, frozenset[str]] = {
    "activities:correct": frozenset({"GET", "POST"}),
    "activities:cancel": frozenset({"POST"}),
    "activities:restore": frozenset({"POST"}),
    "activities:media_record": frozenset({"POST"}),
    "activities:media_correct": frozenset({"GET", "POST"}),
    "activities:media_remove": frozenset({"POST"}),
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
