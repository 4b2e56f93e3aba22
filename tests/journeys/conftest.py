"""A real browser: pages are opened the way people open them.

`open_as(user, "/desk/", width=375, language="en", large=True)` gives a Playwright page; whatever
the browser complains about (blocked code, missing files, script errors) fails the test at its end.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from shufang.people.models import User

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
AXE = Path(settings.NODE_MODULES) / "axe-core/axe.min.js"
# All rules are asked; what is right is not worked out further, nor carried over to us.
AXE_RUN = 'axe.run(document, {resultTypes: ["violations"]}).then(found => found.violations)'
OpenAs = Callable[..., Page]
expect.set_options(timeout=20_000)  # milliseconds; a busy machine is not a fault


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the run; Playwright's own loop makes Django think it is asynchronous."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_as(chromium: Browser, live_server: LiveServer) -> Iterator[OpenAs]:
    """Opens pages for the cast, or for a passer-by when the user is None."""
    complaints: list[str] = []
    contexts = []

    def open_page(
        user: User | None,
        path: str,
        *,
        width: int = 1280,
        language: str = "zh-hans",
        large: bool = False,
        scripts: bool = True,
    ) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=scripts
        )
        contexts.append(context)
        cookies = {"language": language, **({"large_text": "1"} if large else {})}
        if user is not None:
            client = Client()
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
            cookies["sessionid"] = client.cookies["sessionid"].value
        context.add_cookies(
            [{"name": name, "value": v, "url": live_server.url} for name, v in cookies.items()]
        )
        page = context.new_page()
        page.on("console", lambda message: complaints.extend(_complaint(message)))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(live_server.url + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def _complaint(message: ConsoleMessage) -> list[str]:
    if message.type not in {"error", "warning"} or "status of 4" in message.text:
        return []  # error pages are opened on purpose
    return [message.text]


@pytest.fixture
def faults() -> Callable[[Page], list[str]]:
    """What axe-core finds wrong with a page, and whether it is wider than its window."""

    def look(page: Page) -> list[str]:
        page.wait_for_load_state()  # a click returns when the next page begins, not ends
        page.evaluate(AXE.read_text(encoding="utf-8"))
        violations: list[dict[str, Any]] = page.evaluate(AXE_RUN)
        found = [
            f"{violation['id']}: {node['html'][:200]}"
            for violation in violations
            for node in violation["nodes"]
        ]
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        return [*found, *([f"{wide} px wider than the window"] if wide > 0 else [])]

    return look
