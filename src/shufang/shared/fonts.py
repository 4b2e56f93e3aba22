"""Chinese faces for documents and charts, found without asking for root.

The system's Noto CJK is taken where it is installed, for it holds the rare characters of people's
names; else the narrower face that `make setup` brought from npm.
"""

import re
from functools import cache
from pathlib import Path
from typing import Literal

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

Kind = Literal["serif", "sans"]

SYSTEM = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".local/share/fonts",
    Path.home() / "Library/Fonts",
    Path("/Library/Fonts"),
)
WEIGHTS = ("400Regular", "700Bold")  # nine weights of 10 MB each would slow every start of typst
NAMES: dict[Kind, str] = {"serif": "Serif", "sans": "Sans"}

# Pictographs, which those faces don't hold: of later planes, drawn as pictures by default, or
# where a selector asks for the picture.
_PICTOGRAPHS = (
    "(?:[\U0001f000-\U0001faff\u231a\u231b\u23e9-\u23f3\u2614\u2615\u267f\u26a1\u26bd\u26be"
    "\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2-\u26fd\u2705\u270a-\u270d\u2728\u274c\u274e"
    "\u2753-\u2757\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50\u2b55]"
    "|[\u2190-\u2bff](?=\ufe0f)|[\u200d\u20e3\ufe0e\ufe0f])+"
)
PICTOGRAPHS = re.compile(f'(?<="){_PICTOGRAPHS} ?|^{_PICTOGRAPHS} ?| ?{_PICTOGRAPHS}')


def drawable(text: str) -> str:
    """Without the pictographs of phones, which print as empty boxes; also of a whole JSON text."""
    return PICTOGRAPHS.sub("", text)


def family(kind: Kind) -> str:
    """The name by which typst and Vega-Lite know the face that `folders()` leads to."""
    return f"Noto {NAMES[kind]} CJK SC" if _installed(kind) else f"Noto {NAMES[kind]} SC"


def folders() -> list[Path]:
    """Folders to register with typst (`font_paths`) and vl-convert; they hold both kinds."""
    found: list[Path] = []
    for kind in NAMES:
        found += [folder for folder in _installed(kind) or _packaged(kind) if folder not in found]
    return found


@cache
def _installed(kind: Kind) -> tuple[Path, ...]:
    return in_system(kind, SYSTEM)


def in_system(kind: Kind, roots: tuple[Path, ...]) -> tuple[Path, ...]:
    """Folders under `roots` that hold Noto CJK in regular and bold, or none."""
    name = f"Noto{NAMES[kind]}CJK"
    for pattern in (f"{name}-*.tt[cf]", f"{name}-*.otc", f"{name}sc-*.otf"):
        files = [file for root in roots if root.is_dir() for file in root.rglob(pattern)]
        if {"Regular", "Bold"} <= {file.stem.rpartition("-")[2] for file in files}:
            return tuple(sorted({file.parent for file in files}))
    return ()


def _packaged(kind: Kind) -> tuple[Path, ...]:
    package = settings.NODE_MODULES / f"@expo-google-fonts/noto-{kind}-sc"
    found = tuple(package / weight for weight in WEIGHTS)
    missing = [folder for folder in found if not folder.is_dir()]
    if missing:
        raise ImproperlyConfigured(f"{missing[0]} is missing: run make setup.")
    return found
