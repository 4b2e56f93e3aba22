"""The end of the year, from an empty installation to a sealed report, the way a librarian goes it.

Only Excel files in hand, one browser, Chinese; every page on the way can be read by everybody.
"""

import hashlib
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from docx import Document
from PIL import Image
from playwright.sync_api import Page, expect

from tests.factories.published_year import LEDGERS, TABLE_ONE
from tests.journeys.conftest import OpenAs

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _at_once(settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


class Librarian:
    """李运营 at the keyboard; `look` finds nothing wrong with the page in front of them."""

    def __init__(self, page: Page, faults: Callable[[Page], list[str]], folder: Path) -> None:
        self.page, self.faults, self.folder = page, faults, folder
        self.site = "/".join(page.url.split("/")[:3])

    def look(self) -> None:
        assert (self.page.url, self.faults(self.page)) == (self.page.url, [])

    def go(self, path: str) -> None:
        self.page.goto(self.site + path)
        self.look()

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).first.click()

    def told(self, words: str) -> None:
        expect(self.page.get_by_text(words).first).to_be_visible()

    def sign_in(self, password: str) -> None:
        self.look()
        self.page.get_by_label("用户名").fill("li")
        self.page.get_by_label("密码").fill(password)
        self.press("登录")
        self.page.get_by_label("一次性密码").fill(password)
        self.look()
        self.page.get_by_label("新密码", exact=True).fill("bamboo-rain-77")
        self.page.get_by_label("再写一遍新密码").fill("bamboo-rain-77")
        self.press("换成新密码")
        self.told("这段时间还没有数据")
        self.look()

    def upload(self, *names: str) -> str:
        self.go("/desk/import/start/")
        self.page.set_input_files("#id_uploads", [LEDGERS / name for name in names])
        self.press("上传并核对")
        self.page.wait_for_selector(".figures")
        self.look()
        return self.page.url

    def commit(self, rows: int) -> None:
        self.press(f"导入这 {rows} 行")
        expect(self.page.get_by_role("heading", name="导入完成")).to_be_visible()
        self.look()

    def download(self, name: str) -> bytes:
        with self.page.expect_download() as waiting:
            self.page.locator("main").get_by_role("link", name=name, exact=True).first.click()
        path = self.folder / waiting.value.suggested_filename
        waiting.value.save_as(path)
        return path.read_bytes()


@pytest.fixture
def librarian(
    open_as: OpenAs,
    faults: Callable[[Page], list[str]],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> Librarian:
    """The account that the first command of an installation prints."""
    call_command("account", "--username", "li", "--name", "李运营", "--role", "operator")
    password = capsys.readouterr().out.splitlines()[1].split(": ")[1]
    found = Librarian(open_as(None, "/desk/"), faults, tmp_path)
    found.sign_in(password)
    return found


def test_from_four_workbooks_to_a_sealed_report(librarian: Librarian) -> None:
    _bring_in_the_workbooks(librarian)
    _look_at_the_figures(librarian)
    _write_the_report(librarian)
    _seal_it(librarian)


def _bring_in_the_workbooks(librarian: Librarian) -> None:
    """The ledger first, when nobody knows any room yet."""
    ledger = librarian.upload("活动台账.xlsx")
    librarian.told("有 31 个名称系统里还没有")
    librarian.upload("书房名录.xlsx")
    librarian.commit(31)
    librarian.page.goto(ledger)
    librarian.press("重新核对")
    librarian.told("活动场次：文件自述 286，识别 286")
    librarian.told("1 行看起来是重复的")
    librarian.commit(286)
    librarian.upload("进馆与办证.xlsx", "借阅量.xlsx")
    librarian.commit(372)
    librarian.upload("活动台账.xlsx")
    librarian.told("这些行系统里都已经有了")


def _look_at_the_figures(librarian: Librarian) -> None:
    librarian.go("/desk/")
    page = librarian.page
    row = page.get_by_role("row", name="亲子阅读")
    expect(row).to_contain_text("2,461")
    row.get_by_role("link", name="190").click()
    librarian.told("190")
    librarian.look()
    librarian.go("/")
    librarian.told("31 间书房")


def _write_the_report(librarian: Librarian) -> None:
    librarian.go("/desk/reports/")
    page = librarian.page
    page.get_by_role("link", name="写年度总结").click()
    librarian.look()
    page.get_by_label("项目名称").fill("智慧书房阅读推广")
    librarian.press("写出初稿")
    librarian.told("报告期内共举办活动286场，签到3955户次，场均13.8户次")
    librarian.look()
    text = page.get_by_label("总的情况")
    text.fill("全年举办活动场。")
    text.evaluate("(box) => box.setSelectionRange(6, 6)")
    page.locator(".figure-insert").filter(has_text="活动场次").first.click()
    expect(text).to_have_value("全年举办活动{活动场次}场。")
    librarian.told("全年举办活动286场。")
    librarian.press("保存文字与章节")
    librarian.told("文字与章节已保存")
    page.get_by_label("表现").first.fill("成人来得少")
    page.get_by_label("措施").first.fill("与儿童活动同时办家长成长角")
    librarian.press("保存问题与措施")
    page.get_by_label("原话").fill("孩子每周都要来书房。")
    page.get_by_label("谁说的").fill("一位妈妈")
    librarian.press("加入这段话")
    _add_a_photo(librarian)
    librarian.look()


def _add_a_photo(librarian: Librarian) -> None:
    photo = librarian.folder / "皮影戏.jpg"
    Image.new("RGB", (800, 600), "#88aa77").save(photo)
    page = librarian.page
    page.get_by_label("照片", exact=True).set_input_files(photo)
    page.get_by_label("图注").fill("皮影戏《小羊过桥》")
    librarian.press("加入照片")
    librarian.told("没有得到同意的照片不能用")
    page.get_by_label("照片", exact=True).set_input_files(photo)
    page.get_by_label("同意用于报告").check()
    librarian.press("加入照片")
    librarian.told("照片已加入")


def _seal_it(librarian: Librarian) -> None:
    page = librarian.page
    page.get_by_text("以上提示我都看过").click()
    librarian.press("封存报告")
    librarian.told("报告已封存")
    librarian.look()
    for name, row in (("Word", "DOCX"), ("PDF", "PDF"), ("网页", "HTML")):
        first, again = librarian.download(name), librarian.download(name)
        assert first == again
        printed = page.get_by_role("row", name=row)
        expect(printed).to_contain_text(hashlib.sha256(first).hexdigest())
    word = Document(io.BytesIO(librarian.download("Word")))
    said = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert "全年举办活动286场。" in said
    assert "孩子每周都要来书房。" in said
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in word.tables]
    assert TABLE_ONE in [table[1:] for table in tables]
    assert "成人来得少" in str(tables)
    assert "皮影戏《小羊过桥》" in said
