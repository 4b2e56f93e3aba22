"""Staff hold the camera at a family's code: Chromium's camera shows a film of it."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import repeat
from pathlib import Path

import pytest
import segno
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from shufang.activities.choices import Grade, Stage
from shufang.activities.models import Activity, CheckIn, Registration, Rules
from shufang.people.models import Household, User
from shufang.places.models import Site
from tests.factories.at_the_door import party
from tests.factories.planned import plan_ahead, with_places
from tests.journeys.conftest import CHROMIUM

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
WIDTH, HEIGHT, SCALE = 640, 480, 10
Scan = Callable[[str], Page]


def film(text: str, path: Path) -> Path:
    """A second of a QR code on white paper, as YUV4MPEG2: what Chromium takes for a camera."""
    rows = [
        b"".join(bytes([16 if dark else 235]) * SCALE for dark in row)
        for row in segno.make(text, error="m").matrix_iter(border=4)
    ]
    side, paper = len(rows) * SCALE, bytes([235])
    left, top = (WIDTH - side) // 2, (HEIGHT - side) // 2
    assert min(left, top) >= 0
    lines = [
        paper * left + row + paper * (WIDTH - side - left) for row in rows for _n in range(SCALE)
    ]
    blank = paper * WIDTH
    light = b"".join([blank] * top + lines + [blank] * (HEIGHT - side - top))
    frame = b"FRAME\n" + light + bytes([128]) * (WIDTH * HEIGHT // 2)
    head = f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420jpeg\n".encode()
    path.write_bytes(head + b"".join(repeat(frame, 10)))
    return path


@pytest.fixture
def activity(tea_room: Site, zhang_family: Household) -> Activity:
    """About to begin; 张家 is expected with two children."""
    found = plan_ahead(tea_room, starts=timezone.now() + timedelta(minutes=5))
    with_places(found, 8)
    party(found, "张家", household=zhang_family, phone="13800004821", children=2)
    return found


@pytest.fixture
def scan(
    chromium: Browser, live_server: LiveServer, activity: Activity, operator: User, tmp_path: Path
) -> Iterator[Scan]:
    """The scanning page, after the camera has seen a code with this text."""
    started: list[Browser] = []

    def look_at(text: str) -> Page:
        camera = chromium.browser_type.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
                f"--use-file-for-fake-video-capture={film(text, tmp_path / 'code.y4m')}",
            ],
        )
        started.append(camera)
        context = camera.new_context(viewport={"width": 375, "height": 800}, permissions=["camera"])
        client = Client()
        client.force_login(operator, backend="django.contrib.auth.backends.ModelBackend")
        cookies = {"language": "zh-hans", "sessionid": client.cookies["sessionid"].value}
        context.add_cookies(
            [{"name": name, "value": v, "url": live_server.url} for name, v in cookies.items()]
        )
        page = context.new_page()
        page.goto(f"{live_server.url}/desk/door/{activity.pk}/scan/")
        page.locator("[data-start]").click()
        return page

    yield look_at
    for camera in started:
        camera.close()


def test_a_family_is_signed_in_by_the_camera(
    scan: Scan, activity: Activity, zhang_family: Household
) -> None:
    page = scan("code 13800004821")
    expect(page.locator(".door-family h2")).to_have_text("张家")
    assert not CheckIn.objects.exists()  # seen, and not yet counted
    page.locator(".door-family .btn-primary").click()
    expect(page.locator(".messages")).to_contain_text("张家 已签到：2 孩 1 大")
    check_in = CheckIn.objects.get()
    assert (check_in.household, check_in.grade, check_in.method) == (zhang_family, Grade.A, "scan")
    assert Registration.objects.get().stage == Stage.ATTENDED


@pytest.mark.parametrize("text", ["code 13999999999", "https://example.org/?code 13800004821"])
def test_another_code_is_nobodys(scan: Scan, text: str) -> None:
    page = scan(text)
    expect(page.locator(".message.warning")).to_contain_text("没有找到这个家庭码")
    expect(page.locator(".door-family")).to_have_count(0)
    assert not CheckIn.objects.exists()


def test_a_family_of_another_activity_is_refused_in_words(
    scan: Scan, activity: Activity, taiping: Site, chen_family: Household
) -> None:
    """Where only those who registered may come."""
    Rules.objects.filter(pk=activity.pk).update(walk_ins=False)
    elsewhere = plan_ahead(taiping, starts=timezone.now() + timedelta(minutes=5))
    with_places(elsewhere, 8)
    theirs = party(elsewhere, "陈家", household=chen_family, phone="13900007733")
    page = scan("code 13900007733")
    expect(page.locator(".door-family")).to_contain_text("没有报名")
    page.locator(".door-family .btn-primary").click()
    expect(page.locator(".messages")).to_contain_text("这场活动要先报名")
    assert not CheckIn.objects.exists()
    theirs.refresh_from_db()
    assert theirs.stage == Stage.CONFIRMED
