"""The same city in other shapes: the figures must not depend on the layout."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.imports import Import
from tests.intake import figures, shapes

pytestmark = pytest.mark.django_db

LEDGERS = [
    (shapes.flat, "全年.xlsx"),
    (shapes.two_row_header, "统计.xlsx"),
    (shapes.gb18030_csv, "活动.csv"),
    (shapes.old_xls, "分类台账.xls"),
]
LOANS = [
    (shapes.months_down, "a.xlsx"),
    (shapes.long_loans, "流通数据.xlsx"),
    (shapes.years_over_months, "表.xlsx"),
]
VISITS = [(shapes.visits_by_month, "b.xlsx"), (shapes.visits_wide, "c.xlsx")]
Shape = Callable[[Path], Path]


@pytest.mark.parametrize(("shape", "name"), LEDGERS)
def test_a_ledger_of_another_shape(
    shape: Shape, name: str, import_files: Import, tmp_path: Path
) -> None:
    rooms = shapes.rooms(tmp_path / "书房.xlsx")
    _, preview = import_files(shape(tmp_path / name), rooms)
    assert figures.activities() == figures.EXPECTED_ACTIVITIES
    assert not preview.questions
    assert not preview.refused
    assert all(comparison.agrees for comparison in preview.comparisons)


@pytest.mark.parametrize(("shape", "name"), LOANS)
def test_loans_of_another_shape(
    shape: Shape, name: str, import_files: Import, tmp_path: Path
) -> None:
    rooms = shapes.rooms(tmp_path / "书房.xlsx")
    _, preview = import_files(rooms, shape(tmp_path / name))
    assert figures.loans() == figures.EXPECTED_LOANS
    assert not preview.questions
    assert not preview.refused


@pytest.mark.parametrize(("shape", "name"), VISITS)
def test_visits_of_another_shape(
    shape: Shape, name: str, import_files: Import, tmp_path: Path
) -> None:
    rooms = shapes.rooms(tmp_path / "书房.xlsx")
    _, preview = import_files(rooms, shape(tmp_path / name))
    assert figures.visits() == figures.EXPECTED_VISITS
    assert not preview.questions
    assert not preview.refused


def test_the_same_activities_in_another_shape_are_duplicates(
    import_files: Import, tmp_path: Path
) -> None:
    rooms = shapes.rooms(tmp_path / "书房.xlsx")
    import_files(rooms, shapes.gb18030_csv(tmp_path / "活动.csv"))
    _, preview = import_files(shapes.two_row_header(tmp_path / "统计.xlsx"))
    assert preview.changes_nothing
    assert preview.totals["duplicates"] == 286
    assert figures.activities() == figures.EXPECTED_ACTIVITIES
