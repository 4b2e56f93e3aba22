"""Bring the lake up to date: the months that actions touched are extracted again, name tables whose
rows changed are rewritten, and a lake that is new, deleted or of another shape is built whole.

Everything happens in one transaction that no other refresh enters at the same time, and only the
touches read at its beginning are deleted: one that comes meanwhile is found by the next reader.
"""

from datetime import date
from functools import cache, partial
from hashlib import sha256
from secrets import token_hex
from typing import Any

from django.db import connection, transaction

from shufang.lake import folder, registry
from shufang.lake.catalogue import Catalogue
from shufang.lake.definitions import ColumnType
from shufang.lake.models import NameFile, Partition, State, Touch

ADVISORY_LOCK = 0x5A5F_1A6E  # any number, as long as it is always the same
CHUNK = 5000
NAMES = "names"
NAME_COLUMNS: tuple[tuple[str, ColumnType], ...] = (
    ("id", "id"),
    ("name", "text"),
    ("name_en", "text"),
    ("place", "integer"),
)
NameRows = dict[str, tuple[tuple[Any, ...], ...]]

_latest: Catalogue | None = None  # of this process; replaced whole, so threads need no lock


def refresh(*, rebuild: bool = False) -> Catalogue:
    """The lake as it is now; a millisecond or two when nothing has changed."""
    state = State.objects.first()
    names = _name_rows()
    if not rebuild and state is not None and _is_whole(state) and not Touch.objects.exists():
        catalogue = _catalogue(state, names)
        if catalogue.written == catalogue.used:
            return catalogue
    with transaction.atomic():
        _one_at_a_time()
        state = _bring_up_to_date(rebuild=rebuild)
    return _catalogue(state, _name_rows())


def _is_whole(state: State) -> bool:
    return folder.is_marked(state.folder) and state.shape == _shape()


def _one_at_a_time() -> None:
    """On SQLite the transaction itself is exclusive from its beginning."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ADVISORY_LOCK])


def _bring_up_to_date(*, rebuild: bool) -> State:
    state = State.objects.first() or State()
    touches = list(Touch.objects.values_list("id", "fact", "month"))
    if rebuild or not _is_whole(state):
        months = {(fact.code, month) for fact in registry.facts() for month in fact.months()}
        Partition.objects.all().delete()
        NameFile.objects.all().delete()
        state.folder, state.shape = f"lake-{token_hex(8)}", _shape()
    else:
        known = {fact.code for fact in registry.facts()}
        months = {(fact, month) for _, fact, month in touches if fact in known}
    changed = _extract(months) + _write_names(_name_rows())
    _forget([key for key, _, _ in touches])
    if changed or not state.version or rebuild:
        state.version = token_hex(16)
        state.save()
    folder.mark(state.folder)
    return state


def _extract(months: set[tuple[str, date]]) -> int:
    """Write the months anew; one that has no rows any more has no file any more."""
    written = set()
    for code, month in sorted(months):
        rows = list(registry.fact(code).rows(month))
        partition = Partition.objects.filter(fact=code, month=month)
        file = ""
        if rows:
            columns = [(column.code, column.type) for column in registry.fact(code).columns]
            file = folder.write(code, f"{month:%Y-%m}", columns, rows)
            partition.update_or_create(
                fact=code, month=month, defaults={"file": file, "rows": len(rows)}
            )
            written.add(code)
        else:
            partition.delete()
        transaction.on_commit(partial(folder.sweep, code, f"{month:%Y-%m}", file))
    for code in written:
        folder.sync(code)
    return len(months)


def _write_names(names: NameRows) -> int:
    """Write the name tables whose rows are not those of their file."""
    written = dict(NameFile.objects.values_list("table", "digest"))
    changed = [table for table, rows in names.items() if written.get(table) != _digest(rows)]
    for table in changed:
        links = registry.name_table(table).links
        columns = (*NAME_COLUMNS, *((link, "id") for link in links))
        file = folder.write(NAMES, table, columns, names[table])
        NameFile.objects.update_or_create(
            table=table, defaults={"file": file, "digest": _digest(names[table])}
        )
        transaction.on_commit(partial(folder.sweep, NAMES, table, file))
    if changed:
        folder.sync(NAMES)
    return len(changed)


def _forget(touches: list[int]) -> None:
    for first in range(0, len(touches), CHUNK):
        Touch.objects.filter(pk__in=touches[first : first + CHUNK]).delete()


def _name_rows() -> NameRows:
    return {table.name: tuple(table.rows()) for table in registry.name_tables()}


def _digest(rows: tuple[tuple[Any, ...], ...]) -> str:
    return sha256(repr(rows).encode()).hexdigest()


@cache
def _shape() -> str:
    """Changes when a release changes what a fact holds: its files are then of no use."""
    facts = {fact.code: [(c.code, c.type) for c in fact.columns] for fact in registry.facts()}
    return sha256(repr(sorted(facts.items())).encode()).hexdigest()


def _catalogue(state: State, names: NameRows) -> Catalogue:
    """Read again only when the version or a name is another one than last time."""
    global _latest
    latest, used = _latest, {table: _digest(rows) for table, rows in names.items()}
    if latest is None or latest.version != state.version or latest.used != used:
        partitions: dict[str, list[tuple[date, str]]] = {}
        rows = Partition.objects.order_by("month").values_list("fact", "month", "file")
        for fact, month, file in rows:
            partitions.setdefault(fact, []).append((month, file))
        files = list(NameFile.objects.values_list("table", "file", "digest"))
        latest = _latest = Catalogue(
            version=state.version,
            partitions={fact: tuple(found) for fact, found in partitions.items()},
            name_files={table: file for table, file, _ in files},
            written={table: digest for table, _, digest in files},
            used=used,
            names={
                table: {row[0]: (row[1], row[2] or row[1], row[3]) for row in found}
                for table, found in names.items()
            },
        )
    return latest
