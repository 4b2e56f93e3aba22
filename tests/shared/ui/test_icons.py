"""Every icon that a template or the side bar names exists: a missing one draws nothing."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from shufang.shared.ui import icons, navigation

PACKAGE = Path(settings.PACKAGE)
NAMED = re.compile(r"""\{%\s*icon\s+["']([^"']+)["']|\bicon=["']([a-z0-9-]+)["']""")


def used() -> set[tuple[str, str]]:
    found = set()
    for path in [*PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.py")]:
        for match in NAMED.finditer(path.read_text(encoding="utf-8")):
            found.add((match[1] or match[2], str(path.relative_to(PACKAGE))))
    return found


def test_every_icon_named_in_the_package_is_drawn() -> None:
    missing = sorted((name, where) for name, where in used() if not icons.shapes(name))
    assert missing == []


def test_every_place_of_the_side_bar_has_its_icon() -> None:
    assert [e.url_name for e in navigation.entries() if not icons.shapes(e.icon)] == []


@pytest.mark.parametrize("name", ["calendar-event", "x", "menu-2"])
def test_a_drawing_is_only_shapes(name: str) -> None:
    assert "<svg" not in icons.shapes(name)
    assert "<script" not in icons.shapes(name)
