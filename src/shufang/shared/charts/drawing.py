"""Draws a spec once and keeps the picture under SHUFANG_HOME/charts."""

import hashlib
import json
import os
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from django.conf import settings

from shufang.shared.charts.data import Spec
from shufang.shared.charts.theme import printable

if TYPE_CHECKING:
    import types

VERSION = "2"  # of what `cleaned` makes of a drawing
KEPT_BYTES = 64 * 1024 * 1024
NOWHERE = "https://here.invalid"  # addresses of this site get it while they pass through Vega


def draw(spec: Spec, form: Literal["svg", "png"] = "svg", *, scale: float = 2) -> bytes:
    """The picture of a spec: SVG fit for a page under a strict content policy, or PNG.

    SVG keeps its text as text (page, Typst and a reader's search all need it) and may be inlined:
    no style attributes, no scripts, links only to this site, names on what can be opened.
    """
    if form == "png":
        return _kept(spec, f"png@{scale:g}", lambda: _png(spec, scale))
    return _kept(spec, "svg", lambda: _svg(spec))


def _svg(spec: Spec) -> bytes:
    from shufang.shared.charts.cleaning import cleaned

    sent = _outward(spec)
    drawn: str = _vega().vegalite_to_svg(sent, allowed_base_urls=[])
    return cleaned(drawn, name=str(sent.get("description", "")), nowhere=NOWHERE)


def _png(spec: Spec, scale: float) -> bytes:
    head, _, rest = draw(spec).decode().partition(">")
    on_white = f'{head}><rect width="100%" height="100%" fill="#ffffff"/>{rest}'
    drawn: bytes = _vega().svg_to_png(on_white, scale=scale)
    return drawn


@cache
def _vega() -> "types.ModuleType":
    """Loaded at the first drawing: it takes half a second that most processes never need."""
    import vl_convert

    from shufang.shared.fonts import folders

    for folder in folders():
        vl_convert.register_font_directory(str(folder))
    return vl_convert


def _outward(value: Any) -> Any:
    """The spec with the site's own addresses made absolute; other addresses are dropped."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, list):
        return [_outward(item) for item in value]
    if not isinstance(value, dict):
        return value
    copy = {key: _outward(item) for key, item in value.items()}
    href = copy.get("href")
    if isinstance(href, str):
        ours = href[:1] in ("/", "?", "#") and not href.startswith("//")
        copy["href"] = NOWHERE + "/" + href if ours else None
    return copy


def _kept(spec: Spec, form: str, make: Any) -> bytes:
    text = json.dumps(spec, sort_keys=True, separators=(",", ":"))
    key = hashlib.sha256(f"{VERSION} {_release()} {form} {text}".encode()).hexdigest()
    folder = Path(settings.SHUFANG_HOME) / "charts"
    path = folder / f"{key[:40]}.{form[:3]}"
    try:
        return path.read_bytes()
    except FileNotFoundError:
        drawn: bytes = make()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=folder, prefix=".new-")
    with os.fdopen(handle, "wb") as file:
        file.write(drawn)
    Path(name).replace(path)
    if key.startswith("00"):  # every 256th new picture or so
        prune(folder)
    return drawn


@cache
def _release() -> str:
    from importlib.metadata import version

    from shufang.shared.fonts import family

    return f"{version('vl-convert-python')} {family('sans')}"


def prune(folder: Path, *, keep: int = KEPT_BYTES) -> int:
    """Delete the oldest pictures until the rest take at most `keep` bytes; says how many went."""
    found = sorted(
        ((file.stat().st_mtime, file.stat().st_size, file) for file in folder.iterdir()),
        reverse=True,
    )
    size = gone = 0
    for _, bytes_, file in found:
        size += bytes_
        if size > keep:
            file.unlink(missing_ok=True)
            gone += 1
    return gone
