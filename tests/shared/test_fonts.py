"""Documents find a Chinese face, whether or not the machine has one installed."""

from pathlib import Path
from typing import Any

import pytest
import typst
from django.core.exceptions import ImproperlyConfigured

from shufang.shared import fonts

KINDS: tuple[fonts.Kind, ...] = ("serif", "sans")


def families(folders: list[Path]) -> set[str]:
    found = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders)
    )
    return set(found.families())


def test_folders_lead_to_the_families_that_are_named() -> None:
    assert {fonts.family(kind) for kind in KINDS} <= families(fonts.folders())


def test_without_a_system_face_the_packaged_one_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_installed", lambda kind: ())
    assert {fonts.family(kind) for kind in KINDS} == {"Noto Serif SC", "Noto Sans SC"}
    assert families(fonts.folders()) == {"Noto Serif SC", "Noto Sans SC"}


def test_a_system_face_is_taken_only_with_its_bold(tmp_path: Path) -> None:
    folder = tmp_path / "opentype"
    folder.mkdir()
    (folder / "NotoSansCJK-Regular.ttc").touch()
    assert fonts.in_system("sans", (tmp_path, tmp_path / "absent")) == ()
    (folder / "NotoSansCJK-Bold.ttc").touch()
    assert fonts.in_system("sans", (tmp_path,)) == (folder,)
    assert fonts.in_system("serif", (tmp_path,)) == ()


def test_missing_packages_are_named_with_the_way_out(
    monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> None:
    monkeypatch.setattr(fonts, "_installed", lambda kind: ())
    settings.NODE_MODULES = tmp_path
    with pytest.raises(ImproperlyConfigured, match="make setup"):
        fonts.folders()
