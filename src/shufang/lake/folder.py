"""The lake's folder and the Parquet files in it. A file is written under a temporary name, synced
and renamed, and never changed afterwards."""

import os
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from typing import Any

from django.conf import settings

from shufang.lake.definitions import ColumnType

KEEP_SECONDS = 3600  # a reader that began before a refresh may still need the file it replaced
Columns = Sequence[tuple[str, ColumnType]]


def folder() -> Path:
    return Path(settings.SHUFANG_HOME) / "lake"


def write(group: str, name: str, columns: Columns, rows: Iterable[Sequence[Any]]) -> str:
    """Write rows as a Parquet file; gives its path below the lake's folder. `sync` the group after
    its last file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {
        "day": pa.date32(),
        "id": pa.int64(),
        "integer": pa.int64(),
        "text": pa.string(),
        "flag": pa.bool_(),
    }
    data = list(zip(*rows, strict=True)) or [()] * len(columns)
    arrays = [
        pa.array(values, types[kind]) for values, (_, kind) in zip(data, columns, strict=True)
    ]
    table = pa.table(arrays, names=[column for column, _ in columns])
    place = folder() / group
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = f"{name}-{token_hex(8)}.parquet"
    temporary = place / f".{file}"
    with open(temporary, "wb") as out:
        pq.write_table(table, out, compression="zstd")
        out.flush()
        os.fsync(out.fileno())
    temporary.rename(place / file)
    return f"{group}/{file}"


def mark(token: str) -> None:
    """Leave the mark by which a refresh knows that this folder belongs to its database."""
    place = folder()
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    (place / token).touch()
    for old in place.glob("lake-*"):
        if old.name != token:
            old.unlink(missing_ok=True)


def is_marked(token: str) -> bool:
    return bool(token) and (folder() / token).exists()


def sweep(group: str, name: str, keep: str) -> None:
    """Remove files that `keep` replaced long enough ago for nobody to be reading them."""
    oldest = time.time() - KEEP_SECONDS
    for path in (*(folder() / group).glob(f"{name}-*"), *(folder() / group).glob(f".{name}-*")):
        with suppress(FileNotFoundError):  # another process sweeps too
            if f"{group}/{path.name}" != keep and path.stat().st_mtime < oldest:
                path.unlink()


def sync(group: str) -> None:
    """Let the names of the files reach the disk, as their contents have."""
    handle = os.open(folder() / group, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
