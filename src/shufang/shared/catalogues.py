"""English catalogues: the `.mo` files that Django reads, made from every app's `.po`.

They are not committed and no gettext tools are asked for: polib writes them at set-up.
"""

import os
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def sources(package: Path = PACKAGE) -> Iterator[Path]:
    """Every catalogue of the package, in a steady order."""
    yield from sorted(package.glob("*/locale/*/LC_MESSAGES/*.po"))


def stale(package: Path = PACKAGE) -> list[Path]:
    """Catalogues whose `.mo` is missing or older than they are."""
    return [source for source in sources(package) if _is_stale(source)]


def _is_stale(source: Path) -> bool:
    try:
        return source.with_suffix(".mo").stat().st_mtime_ns < source.stat().st_mtime_ns
    except FileNotFoundError:
        return True


def compile_stale(package: Path = PACKAGE) -> list[Path]:
    """Write what is missing or stale and say which.

    A file is written under another name and renamed: a page never reads half a catalogue.
    """
    done = stale(package)
    if done:
        import polib  # only here: a start with fresh catalogues need not load it
    for source in done:
        draft = source.with_suffix(f".{os.getpid()}.mo")
        polib.pofile(str(source)).save_as_mofile(str(draft))
        draft.replace(source.with_suffix(".mo"))
    return done
