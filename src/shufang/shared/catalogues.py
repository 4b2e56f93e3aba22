"""English catalogues: the `.mo` files that Django reads, made from every app's `.po`.

They are not committed and no gettext tools are asked for: polib writes them at set-up.
"""

import os
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def sources(package: Path = PACKAGE) -> Iterator[Path]:
    """Every catalogue's main file, in a steady order.

    The files beside it, such as `planning.po` for one part of a large app, are compiled into the
    same catalogue.
    """
    yield from sorted(package.glob("*/locale/*/LC_MESSAGES/django.po"))


def parts(source: Path) -> list[Path]:
    """The main file and those beside it."""
    return [source, *sorted(p for p in source.parent.glob("*.po") if p != source)]


def stale(package: Path = PACKAGE) -> list[Path]:
    """Catalogues whose `.mo` is missing or older than they are."""
    return [source for source in sources(package) if _is_stale(source)]


def _is_stale(source: Path) -> bool:
    try:
        built = source.with_suffix(".mo").stat().st_mtime_ns
    except FileNotFoundError:
        return True
    return any(built < part.stat().st_mtime_ns for part in parts(source))


def compile_stale(package: Path = PACKAGE) -> list[Path]:
    """Write what is missing or stale and say which.

    A file is written under another name and renamed: a page never reads half a catalogue.
    """
    done = stale(package)
    if done:
        import polib  # only here: a start with fresh catalogues need not load it
    for source in done:
        draft = source.with_suffix(f".{os.getpid()}.mo")
        whole = polib.pofile(str(source))
        for part in parts(source)[1:]:
            whole.extend(polib.pofile(str(part)))
        whole.save_as_mofile(str(draft))
        draft.replace(source.with_suffix(".mo"))
    return done
