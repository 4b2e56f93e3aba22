"""English pages are never older than their catalogue."""

import gettext
import os
from pathlib import Path

import pytest

from shufang.shared import catalogues


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "activities/locale/en/LC_MESSAGES"
    folder.mkdir(parents=True)
    path = folder / "django.po"
    path.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "活动"\nmsgstr "Activities"\n',
        encoding="utf-8",
    )
    return path


def translate(source: Path, word: str) -> str:
    with source.with_suffix(".mo").open("rb") as file:
        return gettext.GNUTranslations(file).gettext(word)


def test_a_missing_catalogue_is_built(source: Path, tmp_path: Path) -> None:
    assert catalogues.compile_stale(tmp_path) == [source]
    assert translate(source, "活动") == "Activities"
    assert [file.name for file in source.parent.iterdir() if file.suffix == ".mo"] == ["django.mo"]


def test_a_fresh_catalogue_is_left_alone(source: Path, tmp_path: Path) -> None:
    catalogues.compile_stale(tmp_path)
    assert catalogues.compile_stale(tmp_path) == []


def test_a_changed_catalogue_is_built_again(source: Path, tmp_path: Path) -> None:
    catalogues.compile_stale(tmp_path)
    source.write_text(source.read_text("utf-8").replace("Activities", "Events"), encoding="utf-8")
    later = source.with_suffix(".mo").stat().st_mtime + 5
    os.utime(source, (later, later))
    assert catalogues.compile_stale(tmp_path) == [source]
    assert translate(source, "活动") == "Events"


def test_a_large_app_keeps_its_words_in_several_files(source: Path, tmp_path: Path) -> None:
    catalogues.compile_stale(tmp_path)
    beside = source.with_name("planning.po")
    beside.write_text(
        source.read_text("utf-8").replace("活动", "策划").replace("Activities", "Plan"),
        encoding="utf-8",
    )
    later = source.with_suffix(".mo").stat().st_mtime + 5
    os.utime(beside, (later, later))
    assert catalogues.compile_stale(tmp_path) == [source]
    assert translate(source, "策划") == "Plan"
    assert translate(source, "活动") == "Activities"
