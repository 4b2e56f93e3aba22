"""`shufang import` and `shufang undo_import`, as a terminal and a script see them."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from shufang.activities.models import Activity
from shufang.intake.models import ImportRun
from shufang.places.models import Site
from tests.intake import sample
from tests.intake.shapes import workbook

pytestmark = pytest.mark.django_db
HEAD = ["日期", "书房", "分类", "主题", "户数"]


def shufang(*arguments: object) -> tuple[str, int]:
    out = StringIO()
    code = 0
    try:
        call_command("import", *map(str, arguments), stdout=out)
    except SystemExit as stop:
        code = int(stop.code or 0)
    return out.getvalue(), code


def kept_files() -> set[str]:
    return {file.name for file in (settings.SHUFANG_HOME / "uploads").iterdir()}


def as_json(*arguments: object) -> tuple[dict[str, Any], int]:
    out, code = shufang(*arguments, "--json")
    return json.loads(out), code


@pytest.fixture
def ledger(two_rooms: tuple[Site, Site], tmp_path: Path) -> Path:
    return workbook(
        tmp_path / "台账.xlsx",
        {
            "活动": [
                HEAD,
                ["2024-07-20", "太平书房", "亲子阅读", "共读", 5],
                ["2024-13-45", "太平书房", "亲子阅读", "共读", 5],
                ["2024-07-21", "太平村书房", "亲子阅读", "共读", 5],
            ]
        },
    )


def test_the_json_has_the_promised_shape(ledger: Path) -> None:
    told, code = as_json(ledger)
    assert code == 0
    assert list(told) == ["files", "totals", "refused", "questions"]
    assert told["files"] == [
        {
            "file": "台账.xlsx",
            "sheets": [
                {
                    "sheet": "活动", "kind": "activities", "read": 3, "imported": 1,
                    "duplicates": 0, "ignored": 0, "refused": 2,
                }
            ],
        }
    ]  # fmt: skip
    assert told["totals"] == {
        "read": 3, "imported": 1, "duplicates": 0, "ignored": 0, "refused": 2,
    }  # fmt: skip
    wrong = told["refused"][0]
    assert {key: wrong[key] for key in ("file", "sheet", "row", "column", "value")} == {
        "file": "台账.xlsx", "sheet": "活动", "row": 3, "column": "日期", "value": "2024-13-45",
    }  # fmt: skip
    assert wrong["reason_zh"]
    assert wrong["reason_en"]
    [question] = told["questions"]
    assert set(question) == {"id", "text_zh", "text_en", "choices"}
    assert question["choices"][0] == "太平智慧书房"


@pytest.mark.parametrize("form", ["object", "list", "text"])
def test_answers_come_from_a_file(form: str, ledger: Path, tmp_path: Path) -> None:
    answers: Any = {"site:太平村书房": "太平智慧书房"}
    if form == "list":
        answers = [{"id": "site:太平村书房", "answer": "太平智慧书房"}]
    if form == "text":
        answers = {"“太平村书房”是哪个书房？": "太平智慧书房"}
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(answers))
    told, _ = as_json(ledger, "--answers", file)
    assert told["totals"]["imported"] == 2
    assert not told["questions"]


def test_a_dry_run_changes_nothing(ledger: Path) -> None:
    before = kept_files()
    told, code = as_json(ledger, "--dry-run")
    assert code == 0
    assert told["totals"]["imported"] == 1
    assert not Activity.objects.exists()
    assert not ImportRun.objects.exists()
    assert kept_files() == before


def test_nothing_new_leaves_no_run_behind(ledger: Path) -> None:
    as_json(ledger)
    before = kept_files()
    out, code = shufang(ledger)
    assert code == 0
    assert "什么都没有改变" in out
    assert ImportRun.objects.count() == 1
    assert kept_files() == before


def test_an_unreadable_file_is_told_and_the_others_are_read(ledger: Path, tmp_path: Path) -> None:
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    told, code = as_json(broken, ledger)
    assert code == 2
    assert told["files"][0]["file"] == "坏.xlsx"
    assert told["files"][0]["sheets"] == []
    assert told["files"][0]["error_zh"]
    assert told["files"][0]["error_en"]
    assert told["totals"]["imported"] == 1


def test_a_missing_file_stops_before_anything_is_read(ledger: Path) -> None:
    with pytest.raises(CommandError):
        shufang(ledger, "nowhere.xlsx")
    assert not Activity.objects.exists()


def test_the_terminal_tells_the_account_in_both_languages(ledger: Path) -> None:
    chinese, _ = shufang(ledger, "--dry-run")
    assert "读 3 ＝ 导入 1 ＋ 重复 0 ＋ 忽略 0 ＋ 拒绝 2" in chinese
    assert "太平村书房" in chinese
    english, _ = shufang(ledger, "--dry-run", "--lang", "en")
    assert "3 read = 1 imported + 0 duplicates + 0 ignored + 2 refused" in english
    assert "Which room is" in english


def test_refused_rows_are_written_to_a_workbook(ledger: Path, tmp_path: Path) -> None:
    out = tmp_path / "未导入.xlsx"
    shufang(ledger, "--refused", out)
    page = openpyxl.load_workbook(out)["活动"]
    rows = list(page.iter_rows(values_only=True))
    assert rows[0][0] == "台账.xlsx › 活动"
    assert rows[1][:5] == tuple(HEAD)
    assert rows[2][:5] == ("2024-13-45", "太平书房", "亲子阅读", "共读", 5)
    assert "日期" in str(rows[2][5])


def test_formulas_in_refused_cells_stay_text(two_rooms: tuple[Site, Site], tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("日期,书房,分类,主题\n2024-13-01,太平书房,亲子阅读,=HYPERLINK(1)\n", "utf-8")
    out = tmp_path / "b.xlsx"
    shufang(path, "--refused", out)
    cell = openpyxl.load_workbook(out).active["D3"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


def test_undo_by_command(ledger: Path) -> None:
    as_json(ledger)
    run = ImportRun.objects.get()
    out = StringIO()
    call_command("undo_import", str(run.pk), stdout=out)
    assert "已撤销" in out.getvalue()
    assert not Activity.objects.exists()
    with pytest.raises(CommandError):
        call_command("undo_import", str(run.pk))


def test_the_sample_by_command(db: None) -> None:
    told, code = as_json(*sample.FILES)
    assert code == 0
    assert told["totals"] == {
        "read": 708, "imported": 689, "duplicates": 1, "ignored": 18, "refused": 0,
    }  # fmt: skip
