"""The import wizard from the first file to the last undo, and who may not come near it."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from shufang.activities.models import Activity
from shufang.intake import progress, tasks
from shufang.intake.actions.tidy_uploads import FORGOTTEN_AFTER, tidy_uploads
from shufang.intake.models import ImportRun, Mapping, Upload
from shufang.intake.reading import limits, read
from shufang.people.models import User
from shufang.places.models import Site
from shufang.shared.models import LogEntry
from shufang.shared.roles import Role
from tests.cast import browser, make_site, make_user
from tests.intake import sample
from tests.intake.reading import hostile

pytestmark = pytest.mark.django_db

START = "/desk/import/start/"
HEAD = ["活动日期", "书房", "分类", "活动名称", "签到数", "参与人次"]
GOOD = ["2024-07-20", "太平智慧书房", "亲子阅读", "绘本共读", 12, 30]


@pytest.fixture(autouse=True)
def _at_once(settings: Any) -> None:
    """Background work is done before the page that asked for it answers."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


def workbook(*rows: list[object], head: list[str] | None = None) -> bytes:
    file = BytesIO()
    book = xlsxwriter.Workbook(file)
    page = book.add_worksheet("明细")
    for number, row in enumerate([head or HEAD, *rows]):
        page.write_row(number, 0, row)
    book.close()
    return file.getvalue()


def upload(client: Client, *files: tuple[str, bytes], kind: str = "") -> ImportRun:
    chosen = [SimpleUploadedFile(name, content) for name, content in files]
    response = client.post(START, {"uploads": chosen, "kind": kind})
    assert response.status_code == 302, said(response)
    return ImportRun.objects.get(pk=int(response["Location"].rstrip("/").rsplit("/", 1)[1]))


def said(response: object) -> str:
    assert isinstance(response, HttpResponse)
    return response.content.decode()


def page_of(client: Client, run: ImportRun) -> str:
    response = client.get(f"/desk/import/{run.pk}/")
    assert response.status_code == 200
    return said(response)


def send(client: Client, run: ImportRun, deed: str, **values: object) -> str:
    """POST, and the page one lands on."""
    return said(client.post(f"/desk/import/{run.pk}/{deed}/", values, follow=True))


def stored_files() -> set[str]:
    return {file.name for file in (Path(django_settings.SHUFANG_HOME) / "uploads").iterdir()}


# --- the whole way ----------------------------------------------------------------------------


def test_the_sample_city_goes_in_and_out_again(operator: User) -> None:
    client = browser(operator)
    run = upload(client, *((file.name, file.read_bytes()) for file in sample.FILES))
    page = page_of(client, run)
    assert "读 708 ＝ 导入 689 ＋ 重复 1 ＋ 忽略 18 ＋ 拒绝 0" in page
    assert "活动场次：文件自述 286，识别 286" in page
    assert "全部一致" in page
    assert Activity.objects.count() == 0  # a preview changes nothing

    assert "导入完成" in send(client, run, "commit")
    assert Activity.objects.count() == 286
    assert "李运营" in said(client.get("/desk/import/"))

    assert "已撤销" in send(client, run, "undo")
    assert (Activity.objects.count(), Site.objects.count()) == (0, 0)
    assert LogEntry.objects.filter(deed__in=["intake.import", "intake.undo"]).count() == 2


def test_the_list_is_empty_then_full_with_few_queries(
    operator: User, taiping: Site, django_assert_max_num_queries: object
) -> None:
    client = browser(operator)
    assert "还没有导入过" in said(client.get("/desk/import/"))
    for number in range(3):
        upload(client, (f"台账{number}.xlsx", workbook(GOOD)))
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        page = said(client.get("/desk/import/"))
    assert "台账0.xlsx" in page
    assert "待确认" in page


def test_the_page_speaks_english(operator: User, taiping: Site) -> None:
    client = browser(operator, language="en")
    run = upload(client, ("台账.xlsx", workbook(GOOD, ["2024-13-45", *GOOD[1:]])))
    page = page_of(client, run)
    assert "2 read = 1 imported" in page
    assert "says month 13" in page


# --- deciding ---------------------------------------------------------------------------------


def test_a_question_is_asked_once_answered_and_remembered(operator: User, taiping: Site) -> None:
    client = browser(operator)
    content = workbook([GOOD[0], "太平书屋", *GOOD[2:]])
    run = upload(client, ("台账.xlsx", content))
    page = page_of(client, run)
    assert "“太平书屋”是哪个书房" in page
    assert "导入这 " not in page  # nothing to import yet
    (question,) = run.preview["questions"]
    choice = next(code for code, label, *_ in question[3] if label == "太平智慧书房")
    page = send(client, run, "answer", **{"question-0": question[0], "answer-0": choice})
    assert "导入这 1 行" in page
    send(client, run, "commit")
    assert Activity.objects.get().site == taiping
    again = upload(client, ("台账2.xlsx", workbook(["2024-07-27", "太平书屋", *GOOD[2:]])))
    assert "是哪个书房" not in page_of(client, again)


def test_answers_can_be_taken_back(operator: User, taiping: Site) -> None:
    client = browser(operator)
    run = upload(client, ("台账.xlsx", workbook([GOOD[0], "太平书屋", *GOOD[2:]])))
    question = run.preview["questions"][0][0]
    send(client, run, "answer", **{"question-0": question, "answer-0": "-"})
    run.refresh_from_db()
    assert run.preview["questions"] == []
    assert "“太平书屋”是哪个书房" in send(client, run, "ask-again")


def test_a_ledger_that_came_before_its_rooms_is_checked_again_when_they_are_there(
    operator: User,
) -> None:
    client = browser(operator)
    run = upload(client, ("台账.xlsx", workbook(GOOD)))
    assert "“太平智慧书房”是哪个书房" in page_of(client, run)
    make_site("太平智慧书房", "taiping", town="太平镇")
    assert "导入这 1 行" in send(client, run, "look-again")


def test_rooms_nobody_knows_are_added_all_at_once(operator: User) -> None:
    client = browser(operator)
    rows = [[GOOD[0], f"{name}智慧书房", *GOOD[2:]] for name in ("太平", "茶园", "湖滨")]
    run = upload(client, ("台账.xlsx", workbook(*rows)))
    assert "全部新建（3 个）" in page_of(client, run)
    assert "导入这 3 行" in send(client, run, "answer", **{"all-new": "1"})
    assert not Site.objects.exists()
    assert "看导入的活动" in send(client, run, "commit")
    assert set(Site.objects.values_list("name", flat=True)) == {
        "太平智慧书房", "茶园智慧书房", "湖滨智慧书房",
    }  # fmt: skip


def test_a_new_room_takes_the_fullest_of_its_spellings(operator: User) -> None:
    client = browser(operator)
    spelt = ("太平书房", "太平 智慧书房", "太平智慧书房")
    run = upload(
        client,
        ("台账.xlsx", workbook(*([f"2024-07-2{i}", n, *GOOD[2:]] for i, n in enumerate(spelt)))),
    )
    send(client, run, "answer", **{"question-0": run.preview["questions"][0][0], "answer-0": "+"})
    send(client, run, "commit")
    assert list(Site.objects.values_list("name", flat=True)) == ["太平智慧书房"]
    assert Activity.objects.count() == 3


def test_a_name_that_is_close_to_a_known_one_is_not_added_with_all_the_others(
    operator: User, taiping: Site
) -> None:
    client = browser(operator)
    run = upload(client, ("台账.xlsx", workbook([GOOD[0], "太平书屋", *GOOD[2:]])))
    assert "有 1 个问题要请你定" in send(client, run, "answer", **{"all-new": "1"})


def test_the_page_counts_duplicates_as_the_account_does(operator: User, taiping: Site) -> None:
    client = browser(operator)
    months = ["书房", *(f"2024年{month}月" for month in range(1, 13))]
    wide = workbook(["太平智慧书房", *range(100, 112)], head=months)
    send(client, upload(client, ("借阅量.xlsx", wide), kind="loans"), "commit")
    page = page_of(client, upload(client, ("借阅量.xlsx", wide), kind="loans"))
    assert "1 行看起来是重复的" in page
    assert "完全一样的 12 处" in page


def test_refused_rows_stand_as_in_the_file(operator: User, taiping: Site) -> None:
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        for month in ("2024年9月", "2024年10月"):
            page = book.add_worksheet(month)
            for number, row in enumerate([HEAD, ["2024-13-45", *GOOD[1:]]]):
                page.write_row(number, 0, row)
    run = upload(browser(operator), ("台账.xlsx", file.getvalue()))
    assert [row.sheet for row in run.refusals.all()] == ["2024年9月", "2024年10月"]


def test_after_a_list_of_rooms_the_way_leads_to_the_rooms(operator: User) -> None:
    client = browser(operator)
    head = ["书房名称", "镇街", "开放时间"]
    run = upload(
        client, ("名录.xlsx", workbook(["太平智慧书房", "太平镇", "09:00-21:00"], head=head))
    )
    page = send(client, run, "commit")
    assert "看书房名录" in page
    assert "看导入的活动" not in page


def test_an_answer_that_was_not_offered_is_not_taken(operator: User, taiping: Site) -> None:
    client = browser(operator)
    run = upload(client, ("台账.xlsx", workbook([GOOD[0], "太平书屋", *GOOD[2:]])))
    question = run.preview["questions"][0][0]
    for values in (
        {"question-0": question, "answer-0": "999"},
        {"question-0": "name:else", "answer-0": "0"},
        {},
    ):
        assert "有 1 个问题要请你定" in send(client, run, "answer", **values)
    run.refresh_from_db()
    assert run.answers == {}


def test_a_column_taken_for_another_is_corrected_and_remembered(
    operator: User, taiping: Site
) -> None:
    client = browser(operator)
    head = [*HEAD[:3], "题目", *HEAD[4:]]
    run = upload(client, ("台账.xlsx", workbook(GOOD, head=head)))
    page = page_of(client, run)
    shape = run.preview["files"][0][2][0]["shape"]
    assert "每一列是什么" in page
    meant = ["date", "site", "category", "title", "attendees", ""]
    values = {f"column-{number}": field for number, field in enumerate(meant)}
    page = send(client, run, "columns", shape=shape, kind="activities", **values)
    assert "已记住这些列的含义" in page
    send(client, run, "commit")
    assert Activity.objects.get().stated.attendees == 12
    assert Mapping.objects.get().confirmed_by == "李运营"


def test_two_columns_cannot_be_the_same(operator: User, taiping: Site) -> None:
    client = browser(operator)
    run = upload(client, ("台账.xlsx", workbook(GOOD)))
    shape = run.preview["files"][0][2][0]["shape"]
    page = send(client, run, "columns", shape=shape, **{"column-0": "date", "column-1": "date"})
    assert "两列都被指为" in page
    assert not Mapping.objects.exists()


def test_a_duplicate_is_shown_and_comes_in_only_when_wanted(operator: User, taiping: Site) -> None:
    client = browser(operator)
    run = upload(client, ("台账.xlsx", workbook(GOOD, [*GOOD[:4], 15, 30])))
    page = page_of(client, run)
    assert "是另一场，也导入" in page
    assert "签到数：15 / 12" in page
    assert "导入这 1 行" in page
    key = "twice:台账.xlsx:明细:3"
    page = send(client, run, "answer", duplicates="1", twice=key)
    assert "导入这 2 行" in page
    page = send(client, run, "answer", duplicates="1")
    assert "导入这 1 行" in page
    send(client, run, "answer", duplicates="1", twice=[key, "twice:else:else:1"])
    send(client, run, "commit")
    assert Activity.objects.count() == 2


def test_refused_rows_are_told_and_can_be_corrected_and_imported(
    operator: User, taiping: Site, tmp_path: Path
) -> None:
    client = browser(operator)
    bad = ["2024-13-45", *GOOD[1:4], -3, 30]
    run = upload(client, ("台账.xlsx", workbook(GOOD, bad)))
    page = page_of(client, run)
    assert "2024-13-45" in page
    assert "13 月" in page
    response = client.get(f"/desk/import/{run.pk}/refused.xlsx")
    assert response["Content-Disposition"].startswith("attachment")
    (tmp_path / "refused").write_bytes(b"".join(response.streaming_content))  # type: ignore[attr-defined]
    rows = read(tmp_path / "refused", "x").sheets[0].rows
    assert rows[1][:4] == ["活动日期", "书房", "分类", "活动名称"]
    assert "2024-13-45" in rows[2]


def test_the_same_file_twice_says_so_and_changes_nothing(operator: User, taiping: Site) -> None:
    client = browser(operator)
    first = upload(client, ("台账.xlsx", workbook(GOOD)))
    send(client, first, "commit")
    second = upload(client, ("又一份.xlsx", workbook(GOOD)))
    page = page_of(client, second)
    assert "系统里都已经有了" in page
    send(client, second, "commit")
    assert Activity.objects.count() == 1


def test_a_file_known_by_its_content_is_named(operator: User, taiping: Site) -> None:
    client, content = browser(operator), workbook(GOOD)
    send(client, upload(client, ("台账.xlsx", content)), "commit")
    assert "导入过同一个文件" in page_of(client, upload(client, ("改了名.xlsx", content)))


# --- what goes wrong --------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["sparse-bomb.xlsx", "html.xls", "empty.xlsx", "password.xlsx"])
def test_a_hostile_file_is_refused_in_words_beside_the_good_one(
    name: str, operator: User, taiping: Site, tmp_path: Path
) -> None:
    client = browser(operator)
    hostile.HOSTILE[name](tmp_path / "1")
    run = upload(client, ("台账.xlsx", workbook(GOOD)), (name, (tmp_path / "1").read_bytes()))
    page = page_of(client, run)
    assert "message error" in page
    assert "导入这 1 行" in page


def test_no_file_and_too_many_files_are_told(operator: User) -> None:
    client = browser(operator)
    assert "请选择至少一个文件" in said(client.post(START, {}))
    many = [SimpleUploadedFile(f"{n}.csv", b"a,b\n1,2\n") for n in range(21)]
    assert "一次最多 20 个文件，选了 21 个" in said(client.post(START, {"uploads": many}))
    assert not ImportRun.objects.exists()


def test_a_file_that_is_too_large_is_named_and_not_kept(
    operator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "FILE_BYTES", 200_000)
    before = stored_files()
    large = SimpleUploadedFile("大台账.xlsx", b"x" * 300_000)
    small = SimpleUploadedFile("小台账.csv", b"a,b\n1,2\n")
    page = said(browser(operator).post(START, {"uploads": [large, small]}))
    assert "大台账.xlsx" in page
    assert "没有上传" in page
    assert stored_files() == before
    assert not ImportRun.objects.exists()


def test_a_name_is_only_shown_and_never_a_path(operator: User, taiping: Site) -> None:
    run = upload(browser(operator), ("../../<b>evil</b>.xlsx", workbook(GOOD)))
    kept = Upload.objects.get(run=run)
    assert "/" not in kept.stored
    assert "<b>evil" not in page_of(browser(operator), run)


def test_a_failure_is_told_and_can_be_tried_again(
    operator: User, taiping: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = browser(operator)

    def broken(**_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(tasks, "analyse", broken)
        run = upload(client, ("台账.xlsx", workbook(GOOD)))
    page = page_of(client, run)
    assert "处理到一半出错了" in page
    assert "重新核对" in page
    assert "导入这 1 行" in send(client, run, "look-again")


# --- twice, late, and while work goes on ------------------------------------------------------


def test_sending_twice_imports_once(operator: User, taiping: Site) -> None:
    client = browser(operator)
    run = upload(client, ("台账.xlsx", workbook(GOOD)))
    send(client, run, "commit")
    page = send(client, run, "commit")
    assert "没有重复导入" in page
    tasks.begin_to_import(run, "李运营")  # a second task that was already on its way
    assert progress.how_far(run.pk) is None
    assert Activity.objects.count() == 1


def test_a_run_that_is_over_can_be_neither_answered_nor_dropped(
    operator: User, taiping: Site
) -> None:
    client = browser(operator)
    run = upload(client, ("台账.xlsx", workbook(GOOD)))
    send(client, run, "commit")
    for deed in ("answer", "columns", "ask-again", "drop"):
        send(client, run, deed, shape=run.preview["files"][0][2][0]["shape"])
    assert Activity.objects.count() == 1
    assert ImportRun.objects.get().state == ImportRun.State.COMMITTED


def test_undo_is_refused_with_the_list_when_rows_were_changed(
    operator: User, taiping: Site
) -> None:
    client = browser(operator)
    run = upload(client, ("台账.xlsx", workbook(GOOD)))
    send(client, run, "commit")
    Activity.objects.update(changed_at=timezone.now())
    page = page_of(client, run)
    assert "现在不能整批撤销" in page
    assert "绘本共读：导入之后被修改过" in page
    assert "现在不能撤销" in send(client, run, "undo")
    assert Activity.objects.count() == 1


def test_while_work_goes_on_the_page_shows_how_far_it_is(operator: User, taiping: Site) -> None:
    client = browser(operator)
    run = upload(client, ("台账.xlsx", workbook(GOOD)))
    progress.to_file(run.pk)("checking", 500, 2000)
    page = page_of(client, run)
    assert 'max="2000" value="500"' in page
    assert '<meta http-equiv="refresh"' in page  # for browsers without scripts
    bar = client.get(f"/desk/import/{run.pk}/progress/")
    assert "500" in said(bar)
    assert "HX-Refresh" not in bar
    send(client, run, "commit")  # not while another task is at it
    assert Activity.objects.count() == 0
    progress.over(run.pk)
    assert client.get(f"/desk/import/{run.pk}/progress/")["HX-Refresh"] == "true"


@pytest.mark.django_db(transaction=True)
def test_the_worker_does_what_the_page_put_off(
    operator: User, taiping: Site, settings: Any
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    client = browser(operator)
    run = upload(client, ("台账.xlsx", workbook(GOOD)))
    assert "排队等待" in page_of(client, run)
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    assert "导入这 1 行" in page_of(client, run)


# --- files do not pile up ---------------------------------------------------------------------


def test_files_are_deleted_when_nobody_needs_them(operator: User, taiping: Site) -> None:
    client = browser(operator)
    imported = upload(client, ("台账.xlsx", workbook(GOOD)))
    dropped = upload(client, ("另一份.xlsx", workbook(GOOD)))
    forgotten = upload(client, ("第三份.xlsx", workbook(GOOD)))
    names = {u.run_id: u.stored for u in Upload.objects.all()}
    assert set(names.values()) <= stored_files()
    send(client, imported, "commit")
    assert "数据没有变化" in send(client, dropped, "drop")
    old = timezone.now() - FORGOTTEN_AFTER * 2
    ImportRun.objects.filter(pk=forgotten.pk).update(started_at=old)
    tidy_uploads()
    assert not set(names.values()) & stored_files()
    assert list(ImportRun.objects.all()) == [imported]


def test_a_preview_in_use_keeps_its_file(operator: User, taiping: Site) -> None:
    run = upload(browser(operator), ("台账.xlsx", workbook(GOOD)))
    tidy_uploads()
    assert run.uploads.get().stored in stored_files()


# --- who may not ------------------------------------------------------------------------------


def test_only_the_operator_and_the_library_come_in(
    operator: User, library: User, site_staff: User, assessor: User, auditor: User, outsider: User
) -> None:
    for user in (operator, library):
        assert browser(user).get(START).status_code == 200
    for user in (site_staff, assessor, auditor, outsider):
        for address in ("/desk/import/", START, "/desk/import/templates/activities.xlsx"):
            assert browser(user).get(address).status_code == 403
    assert browser().get(START).status_code == 302


def test_a_preview_belongs_to_whoever_prepares_it(
    operator: User, library: User, taiping: Site
) -> None:
    run = upload(browser(operator), ("台账.xlsx", workbook(GOOD)))
    colleague = make_user("qian", "钱运营", Role.OPERATOR)
    for other in (library, colleague):
        client = browser(other)
        for address in ("", "progress/", "refused.xlsx"):
            assert client.get(f"/desk/import/{run.pk}/{address}").status_code == 404
        for deed in ("answer", "columns", "ask-again", "look-again", "commit", "undo", "drop"):
            assert client.post(f"/desk/import/{run.pk}/{deed}/").status_code == 404
        assert "台账.xlsx" not in said(client.get("/desk/import/"))
    assert ImportRun.objects.get(pk=run.pk).state == ImportRun.State.PREVIEW


def test_what_was_imported_is_open_to_both_and_undone_by_its_owner_only(
    operator: User, library: User, taiping: Site
) -> None:
    run = upload(browser(operator), ("台账.xlsx", workbook(GOOD)))
    send(browser(operator), run, "commit")
    page = page_of(browser(library), run)
    assert "导入完成" in page
    assert "撤销整批导入" not in page
    assert browser(library).post(f"/desk/import/{run.pk}/undo/").status_code == 404
    assert Activity.objects.count() == 1


def test_imports_of_the_command_line_are_the_operators_to_undo(
    operator: User, library: User
) -> None:
    run = ImportRun.objects.create(
        actor="shufang import", state=ImportRun.State.COMMITTED, committed_at=timezone.now()
    )
    assert browser(library).post(f"/desk/import/{run.pk}/undo/").status_code == 404
    assert "已撤销" in send(browser(operator), run, "undo")


# --- templates --------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["sites", "activities", "media", "loans", "visits"])
def test_an_empty_template_is_understood_when_it_comes_back(
    kind: str, operator: User, tmp_path: Path
) -> None:
    response = browser(operator).get(f"/desk/import/templates/{kind}.xlsx")
    (tmp_path / "1").write_bytes(b"".join(response.streaming_content))  # type: ignore[attr-defined]
    (headings,) = read(tmp_path / "1", "x").sheets[0].rows
    assert len(headings) == len(set(headings)) > 3


def test_there_is_no_template_for_what_is_not_understood(operator: User) -> None:
    assert browser(operator).get("/desk/import/templates/books.xlsx").status_code == 404
