"""A drawing is made once, is safe inside a page, and goes when the store is full."""

import os
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from subprocess import run

import pytest
from lxml import etree
from PIL import Image

from shufang.shared.charts import Bar, Spec, bars, draw, on_page
from shufang.shared.charts.drawing import prune

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert(1)</script>\"' & \x07 𠮷"


@pytest.fixture(autouse=True)
def store(settings: object, tmp_path: Path) -> Iterator[Path]:
    settings.SHUFANG_HOME = tmp_path  # type: ignore[attr-defined]
    return iter([tmp_path / "charts"])


def _chart(*rows: Bar, **more: object) -> Spec:
    spec = bars(rows or [Bar("甲", 1), Bar("乙", 2)], **more)  # type: ignore[arg-type]
    assert spec is not None
    return spec


def _tree(spec: Spec) -> etree._Element:
    return etree.fromstring(draw(spec))


def test_the_second_time_it_is_only_read(tmp_path: Path) -> None:
    spec = _chart()
    first = draw(spec)
    (kept,) = (tmp_path / "charts").glob("*.svg")
    kept.write_bytes(b"kept")
    assert draw(spec) == b"kept" != first


def test_another_figure_is_another_drawing() -> None:
    assert draw(_chart(Bar("甲", 1))) != draw(_chart(Bar("甲", 2)))


def test_a_strict_content_policy_lets_it_pass() -> None:
    tree = _tree(_chart(Bar(HOSTILE, 1, href="/a?x=1&y=2"), title=HOSTILE))
    for element in tree.iter():
        assert etree.QName(element).localname not in ("script", "style", "image", "foreignObject")
        assert not [key for key in element.attrib if key == "style" or key.startswith("on")]
    assert "<script>alert(1)</script>" in "".join(tree.itertext())


def test_a_bar_with_an_address_is_a_named_link() -> None:
    tree = _tree(_chart(Bar("甲", 1, href="/rows?a=1&b=2"), Bar("乙", 2), unit="场"))
    (link,) = tree.iter(f"{SVG}a")
    assert link.get("href") == "/rows?a=1&b=2"
    assert link.get("aria-label") == "甲 1 场"
    assert link.findtext(f"{SVG}title") == "甲 1 场"
    (area,) = link.iter(f"{SVG}path")
    assert area.get("fill") == "transparent"  # without a fill nothing can be pressed


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "//evil.example/x", "https://evil.example"]
)
def test_only_addresses_of_this_site_become_links(href: str) -> None:
    drawn = draw(_chart(Bar("甲", 1, href=href))).decode()
    assert "evil" not in drawn
    assert "javascript" not in drawn


def test_a_mark_is_read_out_once() -> None:
    drawn = draw(_chart(Bar("甲", 1, href="/a"), Bar("乙", 2, href="/b"), unit="场")).decode()
    assert drawn.count('aria-label="甲 1 场"') == 1


def test_a_chart_without_links_is_one_picture_with_a_name() -> None:
    tree = _tree(_chart(title="各月活动"))
    assert tree.get("role") == "img"
    assert tree.get("aria-label") == "各月活动"


def test_png_is_twice_as_large_and_on_white() -> None:
    spec = _chart(width=400)
    image = Image.open(BytesIO(draw(spec, "png", scale=2)))
    assert abs(image.width - 800) <= 2
    assert image.convert("RGB").getpixel((1, 1)) == (255, 255, 255)


def test_a_page_gets_a_drawing_for_each_width() -> None:
    markup = on_page(lambda width: bars([Bar("甲", 1)], width=width))
    assert 'class="chart-wide"' in markup
    assert 'class="chart-narrow"' in markup
    assert "style=" not in markup
    assert on_page(lambda width: None) == ""


def test_old_drawings_go_first(tmp_path: Path) -> None:
    for age, name in enumerate(("new", "old", "oldest")):
        path = tmp_path / name
        path.write_bytes(b"x" * 10)
        os.utime(path, (1_000_000 - age, 1_000_000 - age))
    assert prune(tmp_path, keep=20) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new", "old"]


def test_importing_charts_loads_no_engine() -> None:
    code = "import sys, shufang.shared.charts; sys.exit('vl_convert' in sys.modules)"
    assert run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("label", ["𠮷" * 30, "\x07\x00\ud800铃", "{{7*7}}', \\u0007 datum"])
@pytest.mark.parametrize("lying", [True, False])
def test_no_label_breaks_the_drawing(label: str, *, lying: bool) -> None:
    """The engine ends the whole process over a control character, and fails over half a 𠮷."""
    assert draw(_chart(Bar(label, 1), Bar("乙", 2), lying=lying))
