"""The sample city: messy on purpose, read exactly."""

import pytest

from shufang.activities.models import Activity
from shufang.circulation.models import PeriodCount
from shufang.intake.models import ImportRun
from shufang.places.models import Hours, Site, Town
from tests.imports import Import
from tests.intake import figures, sample

pytestmark = pytest.mark.django_db


def test_the_sample_gives_its_published_figures(import_files: Import) -> None:
    _, preview = import_files(*sample.FILES)
    assert figures.activities() == figures.EXPECTED_ACTIVITIES
    assert figures.loans() == figures.EXPECTED_LOANS
    assert figures.visits() == figures.EXPECTED_VISITS
    assert not preview.refused
    assert not preview.questions
    assert preview.totals["duplicates"] == 1
    assert (Site.objects.count(), Town.objects.count(), Hours.objects.count()) == (31, 21, 217)


def test_the_activity_entered_twice_is_shown_beside_the_first(import_files: Import) -> None:
    _, preview = import_files(*sample.FILES)
    [twice] = preview.duplicates
    assert twice.row == 13
    assert twice.sheet == "2024年12月"
    assert twice.other == "活动台账.xlsx › 2024年12月 › 12"
    assert not twice.differences


def test_every_total_the_files_state_agrees(import_files: Import) -> None:
    _, preview = import_files(*sample.FILES)
    whole = {
        (c.what, c.stated, c.found) for c in preview.comparisons if c.sheet == "汇总" and not c.of
    }
    assert whole == {
        ("activities", 286, 286),
        ("sign_ins", 3955, 3955),
        ("media_reports", 39, 39),
    }
    assert all(comparison.agrees for comparison in preview.comparisons)


def test_the_summary_sheet_is_listed_and_not_counted(import_files: Import) -> None:
    _, preview = import_files(*sample.FILES)
    [summary] = [sheet for sheet in preview.sheets if sheet.sheet == "汇总"]
    assert summary.kind == "summary"
    assert (summary.read, summary.ignored) == (7, 7)


def test_the_order_in_which_files_are_named_does_not_matter(import_files: Import) -> None:
    import_files(*reversed(sample.FILES))
    assert figures.activities() == figures.EXPECTED_ACTIVITIES
    assert figures.visits() == figures.EXPECTED_VISITS


def test_the_same_files_twice_change_nothing(import_files: Import) -> None:
    import_files(*sample.FILES)
    before = (Activity.objects.count(), PeriodCount.objects.count(), Site.objects.count())
    run, preview = import_files(*sample.FILES)
    assert preview.changes_nothing
    assert preview.totals["duplicates"] == 690
    assert run.state == ImportRun.State.PREVIEW
    assert (Activity.objects.count(), PeriodCount.objects.count(), Site.objects.count()) == before
    assert all(comparison.agrees for comparison in preview.comparisons)
