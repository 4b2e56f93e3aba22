"""Somebody paid by the number imports: twice, under another name, or takes it back unseen."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection

from shufang.activities.models import Activity
from shufang.intake.actions.change_mapping import change_mapping
from shufang.intake.actions.commit_import import commit_import
from shufang.intake.actions.start_import import start_import
from shufang.intake.actions.undo_import import undo_import
from shufang.intake.analysis import Source
from shufang.intake.models import ImportRun
from shufang.people.models import User
from shufang.places.models import Site
from shufang.shared.models import LogEntry

HEAD = "日期,书房,分类,活动名称,签到数\n"
ROW = "2025-03-01,茶园小学智慧书房,亲子阅读,{title},12\n"


def run_of(
    tmp_path: Path, *titles: str, user: User | None = None, name: str = "台账.csv"
) -> ImportRun:
    path = tmp_path / name
    path.write_text(HEAD + "".join(ROW.format(title=title) for title in titles), encoding="utf-8")
    return start_import(files=[Source(path, name)], actor=user or "shufang import")


@pytest.mark.django_db(transaction=True)
def test_the_same_file_imported_twice_at_once_counts_once(tmp_path: Path, tea_room: Site) -> None:
    runs = [run_of(tmp_path, "绘本共读", "手作课", name=f"{copy}.csv") for copy in "甲乙"]

    def commit(run: ImportRun) -> None:
        try:
            commit_import(run=run, actor="shufang import")
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(commit, run) for run in runs]:
            done.result()
    assert Activity.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    "title",
    [
        "绘本\u200b共读",
        "绘本共读\ufeff",
        "绘\u00ad本共读",
        "绘本 共读",
        "绘本\u2063共读",
        "绘本\u3164共读",
    ],
    ids=ascii,
)
def test_an_unseen_letter_makes_no_second_activity(
    tmp_path: Path, tea_room: Site, title: str
) -> None:
    preview = commit_import(run=run_of(tmp_path, "绘本共读", title), actor="shufang import")
    assert (preview.totals["imported"], preview.totals["duplicates"]) == (1, 1)
    later = commit_import(run=run_of(tmp_path, title), actor="shufang import")
    assert later.totals["imported"] == 0
    assert Activity.objects.count() == 1


@pytest.mark.django_db
def test_the_log_tells_which_file_came_what_came_twice_and_what_was_taken_back(
    tmp_path: Path, tea_room: Site, operator: User
) -> None:
    run = run_of(tmp_path, "绘本共读", "绘本共读", user=operator)
    run.answers = {"twice:台账.csv:台账:3": "yes"}
    run.save()
    commit_import(run=run, actor="李运营", account="li")
    undo_import(run=run, actor=operator)
    undone, imported = LogEntry.objects.all()
    assert (imported.deed, imported.actor, imported.account) == ("intake.import", "李运营", "li")
    assert imported.detail["totals"][1]["imported"] == 2
    assert imported.detail["twice"] == [None, 1]
    assert list(imported.detail["files"][1].values()) == [run.uploads.get().sha256]
    assert undone.deed == "intake.undo"
    assert undone.detail["totals"] == [imported.detail["totals"][1], None]


@pytest.mark.django_db
def test_the_log_tells_what_a_column_meant_before(
    tmp_path: Path, tea_room: Site, operator: User
) -> None:
    run = run_of(tmp_path, "绘本共读", user=operator)
    for field in ("sign_ins", "attendees"):
        change_mapping(
            run=run, shape="a" * 64, kind="activities", columns={"户数": field}, actor=operator
        )
    entry = LogEntry.objects.filter(deed="intake.change_mapping").first()
    assert entry is not None
    assert entry.detail["columns"] == [{"户数": "sign_ins"}, {"户数": "attendees"}]
