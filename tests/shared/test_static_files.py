"""Static files are gathered when one changed, and only then."""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured

from shufang.shared.static_files import collect_if_stale


@pytest.fixture
def place(settings: Any, tmp_path: Path) -> Path:
    modules = tmp_path / "node_modules"
    modules.mkdir()
    (modules / "x.js").write_text("one()")
    settings.NODE_MODULES = modules
    settings.NPM_FILES = {"vendor/x.js": "x.js"}
    settings.STATIC_ROOT = tmp_path / "static"
    settings.SHUFANG_HOME = tmp_path
    settings.STATICFILES_FINDERS = ["shufang.shared.npm.NpmFinder"]
    settings.STORAGES = {
        **configured.STORAGES,
        "staticfiles": {"BACKEND": "shufang.shared.npm.HashedStaticFiles"},
    }
    from django.contrib.staticfiles.finders import get_finder

    get_finder.cache_clear()  # type: ignore[attr-defined]
    return tmp_path


@pytest.fixture(autouse=True)
def _finders_forget() -> Any:
    yield
    from django.contrib.staticfiles.finders import get_finder

    get_finder.cache_clear()  # type: ignore[attr-defined]


def test_the_second_start_gathers_nothing(place: Path) -> None:
    assert collect_if_stale() is True
    assert (place / "static/vendor/x.js").read_text() == "one()"
    assert collect_if_stale() is False


def test_a_changed_file_is_gathered_again(place: Path) -> None:
    collect_if_stale()
    (place / "node_modules/x.js").write_text("two()")
    os.utime(place / "node_modules/x.js", (1, 1))
    assert collect_if_stale() is True
    assert (place / "static/vendor/x.js").read_text() == "two()"


def test_a_lost_folder_is_filled_again(place: Path) -> None:
    collect_if_stale()
    shutil.rmtree(place / "static")
    assert collect_if_stale() is True
