"""What the ledger finds, and what its table takes away."""

from datetime import date

import pytest

from shufang.activities.choices import State
from shufang.activities.models import Category
from shufang.activities.queries.ledger import LedgerFilter, ledger, ledger_table
from shufang.lake import ask
from shufang.places.models import Site
from shufang.shared.period import Period
from tests.activities.stating import DAY, YEAR
from tests.factories import make_activity, make_report, state_count


@pytest.fixture
def rows(tea_room: Site, taiping: Site) -> None:
    state_count(make_activity(tea_room, DAY, title="绘本"), sign_ins=5, attendees=12)
    state_count(
        make_activity(taiping, DAY, title="皮影", category="故事剧场"), adults=2, children=3
    )
    state_count(make_activity(taiping, date(2025, 4, 1), title="剪纸"), adults=2)
    make_activity(taiping, date(2025, 5, 1), title="没办成", state=State.CANCELLED)


def found(**asked: object) -> list[str]:
    return sorted(a.title for a in ledger(LedgerFilter(**asked)))  # type: ignore[arg-type]


@pytest.mark.usefixtures("rows")
def test_each_condition_narrows(taiping: Site) -> None:
    assert found() == sorted(["绘本", "皮影", "剪纸", "没办成"])
    assert found(words="绘") == ["绘本"]
    assert found(words="太平") == sorted(["皮影", "剪纸", "没办成"])
    assert found(first=date(2025, 4, 1), last=date(2025, 4, 30)) == ["剪纸"]
    assert found(site=taiping.pk, state="held") == sorted(["皮影", "剪纸"])
    assert found(category=Category.objects.get(name="故事剧场").pk) == ["皮影"]


@pytest.mark.usefixtures("rows")
def test_a_gap_is_what_the_lake_counts_as_missing() -> None:
    period = Period(*YEAR)
    assert found(gap="sign_ins") == sorted(["皮影", "剪纸"])
    assert ask("sign_ins", period).total.missing == 2
    assert found(gap="attendees") == ["剪纸"]
    assert ask("attendees", period).total.missing == 1
    assert len(found(gap="time")) == 4


@pytest.mark.usefixtures("rows")
def test_the_table_holds_each_row_once_with_its_reports() -> None:
    activity = ledger(LedgerFilter(words="绘本"))[0]
    make_report(activity)
    make_report(activity, outlet="禾城晚报")
    table = ledger_table(ledger(LedgerFilter(words="绘本")))
    headings = [str(column.heading) for column in table.columns]
    (row,) = [dict(zip(headings, row, strict=True)) for row in table.rows]
    assert (row["签到数"], row["成人"], row["参与人次"], row["媒体报道（篇）"]) == (5, None, 12, 2)
