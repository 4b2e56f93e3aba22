"""The import wizard in a real browser: a person drops a ledger, decides, imports, takes it back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from playwright.sync_api import Page, expect

from shufang.activities.models import Activity
from shufang.intake import progress
from shufang.intake.models import ImportRun
from shufang.people.models import User
from shufang.places.models import Site
from tests.journeys.conftest import OpenAs

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

Faults = Callable[[Page], list[str]]
WAYS = pytest.mark.parametrize(
    ("width", "language"), [(375, "zh-hans"), (1280, "zh-hans"), (375, "en"), (1280, "en")]
)


@pytest.fixture(autouse=True)
def _at_once(settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A good row, one with a question, one repeated, one wrong, and a total that says otherwise."""
    path = tmp_path / "活动台账.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("明细")
        for number, row in enumerate(
            [
                ["活动日期", "书房", "分类", "活动名称", "带领人", "签到数", "参与人次"],
                ["2024-07-20", "太平智慧书房", "亲子阅读", "绘本共读", "周老师", 12, 30],
                ["2024-07-20", "太平智慧书房", "亲子阅读", "绘本共读", "周老师", 13, 30],
                ["2024-07-21", "太平书屋", "亲子阅读", "绘本共读", "周老师", "约12户", 30],
                ["2024-13-45", "太平智慧书房", "亲子阅读", "绘本共读", "周老师", -3, 30],
                ["合计", "", "", "", "", 99, 120],
            ]
        ):
            page.write_row(number, 0, row)
    return path


@pytest.fixture
def unreadable(tmp_path: Path) -> Path:
    path = tmp_path / "导出.xls"
    path.write_text("<html><table><tr><td>书房</td></tr></table></html>")
    return path


def _upload(page: Page, *files: Path) -> None:
    page.set_input_files("#id_uploads", list(files))
    page.locator("form[enctype] .btn-primary").click()
    page.wait_for_selector(".figures")


def test_a_ledger_is_checked_decided_imported_and_taken_back(
    open_as: OpenAs, operator: User, taiping: Site, ledger: Path
) -> None:
    page = open_as(operator, "/desk/import/start/")
    page.set_input_files("#id_uploads", ledger)
    expect(page.locator("[data-chosen] li")).to_contain_text("活动台账.xlsx")
    _upload(page, ledger)
    expect(page.get_by_text("读 5 ＝ 导入 1 ＋ 重复 1 ＋ 忽略 1 ＋ 拒绝 2")).to_be_visible()
    page.get_by_label("太平智慧书房", exact=True).check()
    page.get_by_role("button", name="按这些回答重新核对").click()
    page.get_by_role("button", name="导入这 2 行").click()
    expect(page.get_by_role("heading", name="导入完成")).to_be_visible()
    assert Activity.objects.count() == 2
    page.get_by_text("撤销整批导入").first.click()
    page.get_by_role("button", name="撤销整批导入").click()
    expect(page.get_by_text("这次导入带来的数据都已删除").first).to_be_visible()
    assert Activity.objects.count() == 0


def test_everything_works_without_scripts(
    open_as: OpenAs, operator: User, taiping: Site, ledger: Path
) -> None:
    page = open_as(operator, "/desk/import/start/", scripts=False)
    _upload(page, ledger)
    page.get_by_role("button", name="导入这 1 行").click()
    expect(page.get_by_role("heading", name="导入完成")).to_be_visible()


@WAYS
def test_every_page_fits_and_can_be_read(
    width: int,
    language: str,
    open_as: OpenAs,
    faults: Faults,
    operator: User,
    taiping: Site,
    ledger: Path,
    unreadable: Path,
) -> None:
    page = open_as(operator, "/desk/import/", width=width, language=language)
    assert faults(page) == []  # nothing imported yet
    page.goto(page.url + "start/")
    page.locator("form[enctype] .btn-primary").click()  # no file chosen
    assert faults(page) == []
    _upload(page, ledger, unreadable)
    page.locator("details.more-card").first.evaluate("card => card.open = true")
    assert faults(page) == []
    preview = page.url
    run = ImportRun.objects.get()
    for step in ("checking", "failed"):
        page.goto("about:blank")  # else the page itself turns to what comes
        progress.to_file(run.pk)(step, 300, 2000)
        page.goto(preview)
        assert faults(page) == []
    page.goto("about:blank")
    progress.over(run.pk)
    page.goto(preview)
    page.locator(".page-actions > form .btn-primary").click()
    page.wait_for_selector(".steps-line li:nth-child(3)[aria-current]")
    assert faults(page) == []
    Activity.objects.update(changed_at="2025-01-01T00:00:00Z")
    page.goto(preview)
    assert faults(page) == []  # with what stands in the way of undoing it
    page.goto(preview.rsplit("/", 2)[0] + "/")
    assert faults(page) == []


def test_large_text_fits_a_phone(
    open_as: OpenAs, faults: Faults, operator: User, taiping: Site, ledger: Path
) -> None:
    page = open_as(operator, "/desk/import/start/", width=375, large=True)
    assert faults(page) == []
    _upload(page, ledger)
    assert faults(page) == []
