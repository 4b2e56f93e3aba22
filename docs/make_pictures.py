"""Take the pictures of docs/ anew: `.venv/bin/python docs/make_pictures.py [NAME...]`.

Starts a site of its own with the example city in a temporary folder, walks through it as the
operator and the library in both languages, and writes docs/pictures/NAME.png (Chinese) and
NAME.en.png (English). Needs what the browser tests need. Nothing of your own data is opened.
"""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import xlsxwriter
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
LANGUAGES = {"zh-hans": "", "en": ".en"}
LOCALES = {"zh-hans": "zh-CN", "en": "en-GB"}  # how the browser writes dates in its fields
DESK, PHONE = (1280, 860), (390, 780)
MOST_BYTES = 150_000  # of one picture: a page of documentation stays quick
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
YEAR = "from=2024-07-12&to=2025-07-11&cutoff=2025-05-31"

LEDGER = [
    ("6月3日 14:30", "太平书房", "亲子绘本阅读", "端午的粽子会说话", "推广人03", "15组家庭", 41),
    ("2025.6.5", "麟湖书房", "故事剧场", "小羊和狼", "推广人11", "12户", 33),
    ("6月7日下午2点半", "胥山智慧书屋", "银龄阅读", "手机里的图书馆", "推广人08", "9", 9),
    ("2025年6月8日(周日)", "由拳", "主题活动", "荷花开了", "推广人17", "２１", 58),
    ("2025-6-31", "南溪书房", "亲子阅读", "晚安，大猩猩", "推广人05", "11", 30),
    ("6月14日 10:00", "桃园书房", "亲子阅读", "种子去旅行", "推广人21", "约16组", 44),
    ("6月15日 10:00", "双溪书房", "亲子阅读", "爸爸的背", "推广人02", "-3", 24),
    ("2025-05-29 09:00", "望吴智慧书房", "亲子阅读", "悦心听读本《猜猜我有多爱你》", "", "", ""),
]


class Site:
    """A running site with the example city, and a browser to look at it."""

    def __init__(self, address: str, passwords: dict[str, str], browser: Browser) -> None:
        self.address, self.passwords, self.browser = address, passwords, browser
        self._contexts: dict[tuple[str, str, tuple[int, int]], BrowserContext] = {}

    def open(self, path: str, *, who: str, language: str, size: tuple[int, int] = DESK) -> Page:
        page = self._context(who, language, size).new_page()
        page.goto(self.address + path)
        page.wait_for_load_state("networkidle")
        return page

    def _context(self, who: str, language: str, size: tuple[int, int]) -> BrowserContext:
        key = (who, language, size)
        if key not in self._contexts:
            context = self.browser.new_context(
                viewport={"width": size[0], "height": size[1]}, locale=LOCALES[language]
            )
            context.add_cookies([{"name": "language", "value": language, "url": self.address}])
            self._contexts[key] = context
            if who:
                page = context.new_page()
                page.goto(f"{self.address}/sign-in/")
                page.fill("[name=username]", who)
                page.fill("[name=password]", self.passwords[who])
                page.click("main button.btn-primary")
                page.wait_for_url("**/desk/**")
                page.close()
        return self._contexts[key]


class Album:
    """Takes pictures in both languages and keeps them small."""

    def __init__(self, site: Site, wanted: set[str]) -> None:
        self.site, self.wanted = site, wanted

    def take(
        self,
        name: str,
        path: str,
        *,
        who: str = "operator",
        size: tuple[int, int] = DESK,
        before: Callable[[Page], object] | None = None,
    ) -> None:
        if self.wanted and name not in self.wanted:
            return
        for language, suffix in LANGUAGES.items():
            page = self.site.open(path, who=who, language=language, size=size)
            if before is not None:
                before(page)
            page.wait_for_load_state("networkidle")
            self._keep(f"{name}{suffix}", page.screenshot(animations="disabled"))
            page.close()

    def _keep(self, name: str, png: bytes) -> None:
        few = (
            Image.open(BytesIO(png))
            .convert("RGB")
            .quantize(256, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        )
        path = PICTURES / f"{name}.png"
        few.save(path, optimize=True)
        size = path.stat().st_size
        sys.stdout.write(f"{path.relative_to(ROOT)}  {size // 1000} kB\n")
        if size > MOST_BYTES:
            raise SystemExit(f"{path.name} is larger than {MOST_BYTES // 1000} kB")


def tour(album: Album, site: Site, folder: Path) -> None:
    """Everything that is pictured; the import comes last, for it changes the figures."""
    album.take("home", "/", who="")
    album.take("room-phone", "/rooms/cha-yuan-xiao-xue/", who="", size=PHONE)
    album.take("sign-in", "/sign-in/", who="")
    album.take("dashboard", f"/desk/?{YEAR}", size=(1280, 1130))
    album.take("rows", f"/desk/figures/sign_ins/rows/?{YEAR}&category=1")
    album.take("ledger", "/desk/activities/?first=2025-03-01&last=2025-05-31")
    album.take("activity", "/desk/activities/1/")
    play = coming(site, "皮影戏")
    album.take("promote", f"/desk/activities/{play}/promote/", size=(1280, 900))
    album.take("calendar", "/desk/planning/calendar/", size=(1280, 1180))
    album.take("register-phone", f"/activities/{play}/", who="", size=PHONE)
    album.take("door", f"/desk/door/{play}/", size=(1280, 760))
    album.take("draw", f"/draw/{coming(site, '抽签专场')}/", who="", size=(1280, 760))
    album.take("family-phone", "/family/sign-in/", who="", size=PHONE)
    album.take("review", "/desk/review/1/", size=(1280, 760))
    hang_tablet(site)
    album.take("tablets", "/desk/tablets/", size=(1280, 520))
    album.take("correct", "/desk/activities/1/correct/", size=(1280, 1180))
    album.take("counts", "/desk/circulation/?counted=visits")
    album.take("accounts", "/desk/people/accounts/", who="library")
    album.take("account-new", "/desk/people/accounts/add/", who="library")
    album.take("organisation", "/desk/people/organisation/", who="library")
    report = begin_report(site)
    album.take(
        "report-editor", f"{report}edit/", before=scroll_to("#texts section.chapter >> nth=2")
    )
    album.take("report-table", report, before=scroll_to(".report-page table:has(tfoot) >> nth=0"))
    album.take("import-start", "/desk/import/start/")
    run = begin_import(site, ledger(folder))
    album.take("import-check", run, size=(1280, 1180))
    album.take("import-columns", run, before=open_columns)
    finish_import(site, run)
    album.take("import-done", run)


def scroll_to(place: str) -> Callable[[Page], object]:
    """Bring an element to the top of the window."""
    script = """(found) => window.scrollTo(
        {top: found.getBoundingClientRect().top + window.scrollY - 110, behavior: "instant"})"""
    return lambda page: page.locator(place).first.evaluate(script)


def open_columns(page: Page) -> None:
    page.locator("details.more-card > summary").first.click()
    scroll_to("#columns-head")(page)


def coming(site: Site, title: str) -> str:
    """The number of an activity of the example city that is still ahead."""
    page = site.open("/feeds/list/?count=30", who="", language="zh-hans")
    address = page.locator("a", has_text=title).first.get_attribute("href") or ""
    page.close()
    return address.rstrip("/").rpartition("/")[2]


def hang_tablet(site: Site) -> None:
    """A tablet of the first room, as yet without its pairing code."""
    page = site.open("/desk/tablets/add/", who="operator", language="zh-hans")
    page.locator("select[name=site]").select_option(index=1)
    page.fill("[name=name]", "门口平板")
    page.locator("main form button.btn-primary").click()
    page.wait_for_url(re.compile(r"/desk/tablets/\d+/"))
    page.close()


def begin_report(site: Site) -> str:
    page = site.open("/desk/reports/begin/", who="operator", language="zh-hans")
    page.fill("[name=project]", "禾城市智慧书房活动运营")
    page.fill("[name=commissioned_by]", "禾城市图书馆")
    page.fill("[name=carried_out_by]", "禾风文化运营中心")
    page.locator("main form button.btn-primary").click()
    page.wait_for_url(re.compile(r"/desk/reports/\d+/"))
    found = re.search(r"/desk/reports/\d+/", page.url)
    page.close()
    assert found, "the report was not begun"
    return found[0]


def ledger(folder: Path) -> Path:
    """A small ledger of an operator, with all that a ledger may have."""
    path = folder / "6月活动台账.xlsx"
    headings = ("活动时间", "地点", "类别", "活动名称", "主讲人", "签到", "参与人次")
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("2025年6月")
        sheet.merge_range(0, 0, 0, 6, "禾城智慧书房2025年6月活动台账")
        for number, row in enumerate((headings, *LEDGER), start=1):
            sheet.write_row(number, 0, row)
        sheet.write_row(len(LEDGER) + 2, 0, ("合计", "", "", "8场", "", "", ""))
        sheet.set_column(0, 6, 18)
    return path


def begin_import(site: Site, file: Path) -> str:
    page = site.open("/desk/import/start/", who="operator", language="zh-hans")
    page.set_input_files("[name=uploads]", file)
    page.locator("main form button.btn-primary").click()
    page.locator("section.card").first.wait_for(timeout=60_000)
    found = re.search(r"/desk/import/\d+/", page.url)
    page.close()
    assert found, "the import was not begun"
    return found[0]


def finish_import(site: Site, run: str) -> None:
    page = site.open(run, who="operator", language="zh-hans")
    page.locator("form[action$='/commit/'] button").click()
    page.locator("a[href*='/desk/activities/?run=']").wait_for(timeout=60_000)
    page.close()


@contextmanager
def running(home: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """A site with the example city in `home`: its address, and the password of each account."""
    environment = {**os.environ, "SHUFANG_HOME": str(home)}
    environment["PYTHONPATH"] = str(ROOT / "src")
    shufang = [sys.executable, str(ROOT / "manage.py")]
    told = subprocess.run(  # noqa: S603 (our own program)
        [*shufang, "demo"], env=environment, check=True, capture_output=True, text=True
    ).stdout
    passwords = dict(re.findall(r"^  (\w+)\s+((?:\w{4}-){2}\w{4})\s", told, re.MULTILINE))
    port = str(free_port())
    server = subprocess.Popen(  # noqa: S603 (our own program)
        [*shufang, "run", "--port", port, "--workers", "1"],
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz", server)
        yield f"http://127.0.0.1:{port}", passwords
    finally:
        server.terminate()
        server.wait(30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=2).close()  # noqa: S310 (our own site)
        except OSError:
            time.sleep(0.3)
        else:
            return
    raise SystemExit("The site did not start.")


def main(wanted: set[str]) -> None:
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        with running(home) as (address, passwords), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            site = Site(address, passwords, browser)
            tour(Album(site, wanted), site, Path(folder))
            browser.close()


if __name__ == "__main__":
    main(set(sys.argv[1:]))
