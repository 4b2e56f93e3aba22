"""Lists of rooms, with towns, hours and places on the map."""

from pathlib import Path
from typing import Any

import pytest

from shufang.intake.actions.undo_import import CannotUndo, undo_import
from shufang.places.models import Hours, Site, Town
from shufang.shared.models import LogEntry
from tests.imports import import_paths
from tests.intake.shapes import workbook

pytestmark = pytest.mark.django_db
HEAD = ["书房名称", "镇街", "类型", "开放时间", "经度", "纬度"]


def book(path: Path, *rows: list[Any], head: list[str] = HEAD) -> Path:
    return workbook(path, {"书房名录": [head, *rows]})


def test_a_room_comes_with_town_hours_and_coordinates(db: None, tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        ["茶园小学智慧书房", "解放街道", "校园", "08:30-21:00", 120.73183, 30.83721],
        ["太平智慧书房", "解放 街道", "社区", "周二至周日 9:00-17:00", "120.7°E", None],
    )
    import_paths(path)
    tea = Site.objects.get(name="茶园小学智慧书房")
    assert (tea.longitude, tea.latitude, tea.kind, tea.setting) == (
        120.73183, 30.83721, "school_room", "校园",
    )  # fmt: skip
    assert tea.slug == "cha-yuan-xiao-xue"
    assert Town.objects.get() == tea.town
    assert Hours.objects.filter(site=tea).count() == 7
    assert Hours.objects.filter(site__name="太平智慧书房").count() == 6


def test_a_room_known_under_a_like_name_is_a_duplicate_shown_with_its_differences(
    two_rooms: tuple[Site, Site], tmp_path: Path
) -> None:
    path = book(tmp_path / "a.xlsx", ["太平 书房", "解放街道", "社区", None, 120.5, 30.5])
    _, preview = import_paths(path)
    assert preview.totals["duplicates"] == 1
    [twice] = preview.duplicates
    label, mine, other = twice.differences[0]
    assert (label.zh, mine, other) == ("街道（镇）", "解放街道", "城南街道")
    assert Site.objects.count() == 2


FULL = ["湖滨智慧书房", "南湖街道", "校园", "08:30-21:00", 120.7, 30.8]


@pytest.fixture
def only_a_name(db: None) -> Site:
    """A room that a ledger brought, of which nothing else is known."""
    return Site.objects.create(name="湖滨智慧书房", slug="hu-bin")


def test_a_list_that_comes_later_fills_in_what_a_room_lacks(
    only_a_name: Site, tmp_path: Path
) -> None:
    path = book(tmp_path / "a.xlsx", FULL)
    _, preview = import_paths(path)
    assert preview.totals["imported"] == 1
    assert "原来就有" in str(preview.sheets[0].note)
    only_a_name.refresh_from_db()
    assert str(only_a_name.town) == "南湖街道"
    assert (only_a_name.kind, only_a_name.setting) == ("school_room", "校园")
    assert (only_a_name.longitude, only_a_name.latitude) == (120.7, 30.8)
    assert only_a_name.hours.count() == 7
    assert LogEntry.objects.filter(deed="places.complete_site").count() == 1
    _, again = import_paths(path)
    assert (again.totals["imported"], again.totals["duplicates"]) == (0, 1)


def test_undoing_the_list_leaves_the_room_as_it_was(only_a_name: Site, tmp_path: Path) -> None:
    run, _ = import_paths(book(tmp_path / "a.xlsx", FULL))
    undo_import(run=run, actor="李运营")
    only_a_name.refresh_from_db()
    assert (only_a_name.town, only_a_name.kind, only_a_name.setting) == (None, "room", "")
    assert (only_a_name.longitude, only_a_name.hours.count()) == (None, 0)
    assert not Town.objects.exists()


def test_a_list_whose_facts_were_changed_since_is_not_undone(
    only_a_name: Site, tmp_path: Path
) -> None:
    run, _ = import_paths(book(tmp_path / "a.xlsx", FULL))
    Site.objects.update(longitude=120.9)
    with pytest.raises(CannotUndo, match="湖滨智慧书房：导入之后被修改过"):
        undo_import(run=run, actor="李运营")


def test_what_contradicts_a_room_changes_nothing_of_it(only_a_name: Site, tmp_path: Path) -> None:
    Site.objects.update(setting="社区")
    _, preview = import_paths(book(tmp_path / "a.xlsx", FULL))
    assert preview.totals["duplicates"] == 1
    only_a_name.refresh_from_db()
    assert only_a_name.longitude is None


def test_a_town_without_its_suffix_is_a_question(
    two_rooms: tuple[Site, Site], tmp_path: Path
) -> None:
    path = book(tmp_path / "a.xlsx", ["湖滨智慧书房", "解放", None, None, None, None])
    _, preview = import_paths(path)
    [question] = preview.questions
    assert question.choices[0].label.zh == "解放街道"
    _, done = import_paths(path, answers={question.id: "解放街道"})
    assert done.totals["imported"] == 1
    assert Site.objects.get(name="湖滨智慧书房").town == two_rooms[0].town


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"经度": 200.1}, "经度"),
        ({"纬度": "北边"}, "纬度"),
        ({"开放时间": "看情况"}, "开放时间"),
        ({"书房名称": None}, "书房名称"),
    ],
)
def test_wrong_rooms_are_refused(
    change: dict[str, Any], column: str, db: None, tmp_path: Path
) -> None:
    good = dict(zip(HEAD, ["甲书房", "解放街道", "社区", "08:30-21:00", 120.7, 30.8], strict=True))
    wrong = {**good, "书房名称": "乙书房", **change}
    _, preview = import_paths(book(tmp_path / "a.xlsx", list(good.values()), list(wrong.values())))
    [refused] = preview.refused
    assert (refused.row, refused.column) == (3, column)
    assert [site.name for site in Site.objects.all()] == ["甲书房"]


def test_a_table_of_figures_by_room_is_no_list_of_rooms(
    two_rooms: tuple[Site, Site], tmp_path: Path
) -> None:
    path = book(
        tmp_path / "a.xlsx",
        ["湖滨智慧书房", "解放街道", 12, 200],
        head=["书房", "镇街", "活动场次", "签到数"],
    )
    _, preview = import_paths(path)
    assert preview.sheets[0].kind == "summary"
    assert Site.objects.count() == 2
