"""A small year: two rooms, three activities, one media report, loans in two calendar years."""

from datetime import date

import pytest

from shufang.circulation.choices import Counted
from shufang.people.models import User
from shufang.places.models import Site
from shufang.reports.actions.write_report import Heading, begin_report
from shufang.reports.chapters.kit import Material
from shufang.reports.composing.compose import Cover
from shufang.reports.models import Report
from shufang.reports.queries.evidence import Evidence
from shufang.shared.period import Period
from tests.factories import make_activity, make_count, make_report, state_count

YEAR = Period(date(2024, 7, 12), date(2025, 7, 11), date(2025, 5, 31))


@pytest.fixture
def small_year(tea_room: Site, taiping: Site) -> Period:
    """30 sign-ins at three activities; one more activity is later than the cut-off."""
    shadow = make_activity(tea_room, date(2024, 9, 1), category="故事剧场", title="皮影戏")
    state_count(shadow, sign_ins=12, attendees=36)
    make_report(shadow, outlet="禾城日报")
    reading = make_activity(taiping, date(2025, 3, 2), title="绘本共读《团圆》")
    state_count(reading, sign_ins=18, attendees=50)
    silent = make_activity(taiping, date(2025, 4, 2), title="没有登记人数的一场")
    state_count(silent)
    late = make_activity(taiping, date(2025, 6, 10), title="截止日以后")
    state_count(late, sign_ins=100, attendees=300)
    for month in range(1, 13):
        make_count(Counted.LOANS, tea_room, date(2023, month, 1), 10)
        make_count(Counted.LOANS, tea_room, date(2024, month, 1), 30)
        make_count(Counted.LOANS, taiping, date(2024, month, 1), 5)
    return YEAR


@pytest.fixture
def material(small_year: Period) -> Material:
    return Material(Evidence(small_year))


@pytest.fixture
def draft(small_year: Period, operator: User) -> Report:
    """李运营's draft over the small year."""
    cover = Cover(title="年度总结", project="智慧书房阅读推广")
    return begin_report(
        actor=operator, heading=Heading(small_year, cover, language="zh", style="gongwen")
    )
