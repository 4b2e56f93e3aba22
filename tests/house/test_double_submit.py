"""The same form sent from two browsers at the same moment: one effect, and two answers in words."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.db.models import Model
from django.urls import reverse

from shufang.activities.models import Activity, Category, CategoryAlias, MediaReport
from shufang.circulation.models import PeriodCount
from shufang.intake.actions.analyse import analyse
from shufang.intake.actions.commit_import import commit_import
from shufang.intake.actions.start_import import start_import
from shufang.intake.analysis import Source
from shufang.intake.models import ImportRun
from shufang.people.models import User
from shufang.places.models import Closure, Organisation, Site, SiteAlias, Town, Zone
from shufang.reports.models import Report, SealedFile
from shufang.shared.models import LogEntry
from tests.cast import browser
from tests.house.objects import Things

pytestmark = pytest.mark.django_db(transaction=True)
BROWSERS, ROUNDS = 3, 3


def at_once(user: User, url: str, values: Mapping[str, Any]) -> list[int]:
    """What each of the browsers is answered."""
    start = Barrier(BROWSERS)

    def send() -> int:
        try:
            client = browser(user)
            start.wait(20)
            return client.post(url, values).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(BROWSERS) as pool:
        return [done.result() for done in [pool.submit(send) for _ in range(BROWSERS)]]


DAY = "2025-03-05"
# What is sent to which page, and the rows of which one may be made.
NEW: dict[str, tuple[type[Model], Callable[[Things], dict[str, Any]]]] = {
    "activities:add": (
        Activity,
        lambda t: {"title": "同一场", "site": t.site.pk, "category": t.category.pk, "day": DAY},
    ),
    "activities:category_add": (
        Category,
        lambda t: {"name": "新分类", "national_type": "other", "colour": "theme", "order": 9,
                   "active": "on", "aliases": "新别名"},
    ),
    "circulation:add": (
        PeriodCount,
        lambda t: {"counted": "visits", "site": t.site.pk, "span": "month", "day": DAY, "value": 9},
    ),
    "places:add": (Site, lambda t: {"name": "新书房", "kind": "room", "aliases": "新别名"}),
    "places:town_add": (Town, lambda t: {"name": "新街道", "aliases": "新别名"}),
    "places:organisation_add": (Organisation, lambda t: {"name": "新单位", "kind": "partner"}),
    "places:network_close": (
        Closure, lambda t: {"first_day": DAY, "last_day": DAY, "notice": "检修"}
    ),
    "people:account_add": (
        User, lambda t: {"name": "新人", "username": "neu", "roles": "operator"}
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", NEW)
def test_what_is_new_is_made_once(name: str, tea_room: Site, superuser: User) -> None:
    things = Things(tea_room)
    model, values = NEW[name]
    sent = values(things)
    before = set(model._default_manager.values_list("pk", flat=True))
    answers = at_once(superuser, reverse(name), sent)
    assert max(answers) < 500, answers
    made = model._default_manager.exclude(pk__in=before)
    assert made.count() == 1, answers


@pytest.mark.parametrize("name", ["activities:media_record", "places:close", "places:zone_add"])
def test_what_belongs_to_something_is_made_once(name: str, tea_room: Site, superuser: User) -> None:
    things = Things(tea_room)
    made, pk, sent = {
        "activities:media_record": (
            MediaReport, things.activity.pk, {"outlet": "禾城日报", "day": DAY}
        ),
        "places:close": (
            Closure, tea_room.pk, {"first_day": DAY, "last_day": DAY, "notice": "检修"}
        ),
        "places:zone_add": (Zone, tea_room.pk, {"name": "故事角"}),
    }[name]  # fmt: skip
    answers = at_once(superuser, reverse(name, args=[pk]), sent)
    assert max(answers) < 500, answers
    assert made.objects.count() == 1  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "deed"),
    [
        ("activities:cancel", "activities.cancel"),
        ("activities:media_remove", "activities.remove_media_report"),
        ("circulation:remove", "circulation.remove_count"),
        ("places:zone_remove", "places.remove_zone"),
        ("people:duty_remove", "people.remove_duty"),
        ("people:account_deactivate", "people.deactivate_account"),
        ("places:lift", "places.lift_closure"),
        ("reports:discard", "reports.discard"),
        ("reports:quote_remove", "reports.remove_quote"),
    ],
)
def test_what_is_ended_is_ended_once(name: str, deed: str, tea_room: Site, superuser: User) -> None:
    things = Things(tea_room)
    closure = things.closure
    Closure.objects.filter(pk=closure.pk).update(last_day=date(2999, 1, 1))
    args = {
        "activities:cancel": [things.activity.pk],
        "activities:media_remove": [things.media_report.pk],
        "circulation:remove": [things.count.pk],
        "places:zone_remove": [things.zone.pk],
        "people:duty_remove": [things.duty.pk],
        "people:account_deactivate": [things.account.pk],
        "places:lift": [closure.pk],
        "reports:discard": [things.report.pk],
        "reports:quote_remove": [things.report.pk, things.quote.pk],
    }[name]
    answers = at_once(superuser, reverse(name, args=args), {"reason": "重复了"})
    assert max(answers) < 500, answers
    assert LogEntry.objects.filter(deed=deed).count() == 1, answers


def test_a_report_is_sealed_once(tea_room: Site, superuser: User) -> None:
    things = Things(tea_room)
    things.activity  # noqa: B018 (an empty period can't be sealed)
    report = things.report
    answers = at_once(superuser, reverse("reports:seal", args=[report.pk]), {"accepted": "1"})
    assert max(answers) < 500, answers
    assert Report.objects.get(pk=report.pk).sealed_at is not None
    assert SealedFile.objects.count() == 3
    assert LogEntry.objects.filter(deed="reports.seal").count() == 1


def test_an_import_is_taken_back_once(tea_room: Site, superuser: User, tmp_path: Path) -> None:
    run = _imported(superuser, tmp_path)
    assert Activity.objects.count() == 1
    answers = at_once(superuser, reverse("intake:undo", args=[run.pk]), {})
    assert max(answers) < 500, answers
    assert not Activity.objects.exists()
    assert LogEntry.objects.filter(deed="intake.undo").count() == 1


def _imported(user: User, tmp_path: Path) -> ImportRun:
    path = tmp_path / "ledger.csv"
    path.write_text(
        f"日期,书房,分类,活动名称,签到数\n{DAY},茶园小学智慧书房,亲子阅读,绘本,9\n",
        encoding="utf-8",
    )
    run = start_import(files=[Source(path, "ledger.csv")], actor=user)
    analyse(run=run)
    commit_import(run=run, actor=user)
    return run


def test_names_that_belong_to_two_at_once_belong_to_one(
    tea_room: Site, taiping: Site, superuser: User
) -> None:
    """Two rooms are given the same other name at the same moment."""
    start = Barrier(2)

    def send(site: Site) -> int:
        try:
            client = browser(superuser)
            start.wait(20)
            values = {"name": site.name, "kind": site.kind, "aliases": "老街书屋", "active": "on"}
            return client.post(reverse("places:edit", args=[site.pk]), values).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(send, [tea_room, taiping]))
    assert max(answers) < 500, answers
    assert SiteAlias.objects.filter(name="老街书屋").count() == 1
    assert CategoryAlias.objects.filter(name="老街书屋").count() == 0
