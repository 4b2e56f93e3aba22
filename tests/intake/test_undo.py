"""A whole import can be taken back, unless its rows have been touched since."""

from pathlib import Path

import pytest
from django.utils import timezone

from shufang.activities.models import Activity, MediaReport
from shufang.circulation.models import PeriodCount
from shufang.intake.actions.undo_import import CannotUndo, undo_import
from shufang.intake.models import ImportRun
from shufang.lake.models import Touch
from shufang.people.models import User
from shufang.places.models import Site, SiteAlias, Town
from shufang.shared.models import LogEntry
from tests.cast import make_user
from tests.imports import Import
from tests.intake import sample
from tests.intake.shapes import workbook

pytestmark = pytest.mark.django_db


def test_undo_takes_every_row_back(import_files: Import) -> None:
    run, _ = import_files(*sample.FILES)
    Touch.objects.all().delete()
    undo_import(run=run, actor="李运营")
    for model in (Activity, MediaReport, PeriodCount, Site, Town):
        assert not model._default_manager.exists()
    assert run.state == ImportRun.State.UNDONE
    facts = set(Touch.objects.values_list("fact", flat=True))
    assert facts == {"attendance", "media_reports", "loans", "visits", "new_cards"}
    assert LogEntry.objects.filter(deed="intake.undo").count() == 1


def test_undone_files_can_be_imported_again(import_files: Import) -> None:
    run, first = import_files(*sample.FILES)
    undo_import(run=run, actor="李运营")
    _, again = import_files(*sample.FILES)
    assert again.totals == first.totals


def test_undo_twice_is_refused(import_files: Import) -> None:
    run, _ = import_files(*sample.FILES)
    undo_import(run=run, actor="李运营")
    with pytest.raises(CannotUndo):
        undo_import(run=run, actor="李运营")


def test_undo_is_refused_with_the_list_when_rows_were_changed(import_files: Import) -> None:
    run, _ = import_files(*sample.FILES)
    activity = Activity.objects.order_by("day")[0]
    Activity.objects.filter(pk=activity.pk).update(changed_at=timezone.now())
    with pytest.raises(CannotUndo) as refused:
        undo_import(run=run, actor="李运营")
    assert [reason.zh for reason in refused.value.reasons] == [
        f"{activity.title}：导入之后被修改过。"
    ]
    assert Activity.objects.count() == 286


def test_undo_is_refused_when_later_rows_need_the_runs_rooms(
    import_files: Import, tmp_path: Path
) -> None:
    run, _ = import_files(sample.FOLDER / "书房名录.xlsx")
    room = Site.objects.get(name="太平智慧书房")
    make_user("sun", "孙宁", "site_staff", sites=(room,))  # type: ignore[arg-type]
    import_files(
        workbook(
            tmp_path / "a.xlsx",
            {
                "活动": [
                    ["日期", "书房", "分类", "主题"],
                    ["2024-07-20", "太平书房", "亲子阅读", "共读"],
                ]
            },
        )
    )
    with pytest.raises(CannotUndo) as refused:
        undo_import(run=run, actor="李运营")
    lines = [reason.zh for reason in refused.value.reasons]
    assert len(lines) == 2
    assert all(line.startswith("太平智慧书房") for line in lines)
    assert User.objects.get().memberships.count() == 1


def test_undo_forgets_the_aliases_the_import_taught(
    import_files: Import, two_rooms: tuple[Site, Site], tmp_path: Path
) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        {
            "活动": [
                ["日期", "书房", "分类", "主题"],
                ["2024-07-20", "太平村书房", "亲子阅读", "共读"],
            ]
        },
    )
    run, _ = import_files(path, answers={"site:太平村书房": "太平智慧书房"})
    assert SiteAlias.objects.count() == 1
    undo_import(run=run, actor="李运营")
    assert not SiteAlias.objects.exists()
    assert Site.objects.count() == 2


def test_an_import_touches_the_months_it_fills_and_is_logged_once(import_files: Import) -> None:
    import_files(*sample.FILES)
    touched = Touch.objects.filter(fact="attendance").values_list("month", flat=True)
    assert len(set(touched)) == 11
    assert LogEntry.objects.filter(deed="intake.import").count() == 1
