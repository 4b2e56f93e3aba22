"""DuckDB over the lake's folder: it can read there and nowhere else, and nobody can tell it
otherwise."""

import os
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any

from shufang.lake.folder import folder

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

THREADS = 2
MEMORY = "512MB"
_opening = Lock()


class FileGoneError(Exception):
    """A file of the lake is missing or can't be read."""


def run(sql: str) -> list[tuple[Any, ...]]:
    """The rows of a query. Each call has a cursor of its own, so threads do not meet."""
    import duckdb

    with _opening:
        database = _database(os.getpid(), str(folder()))
    cursor = database.cursor()
    try:
        return cursor.execute(sql).fetchall()
    except (duckdb.IOException, duckdb.InvalidInputException) as error:
        raise FileGoneError from error
    finally:
        cursor.close()


@cache
def _database(process: int, place: str) -> "DuckDBPyConnection":
    """One in-memory database a process: a forked worker must not go on with its parent's."""
    import duckdb

    database = duckdb.connect(
        config={
            "threads": THREADS,
            "memory_limit": MEMORY,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "allow_community_extensions": False,
            "python_enable_replacements": False,
            "temp_directory": "",
        }
    )
    quoted = place.replace("'", "''")
    for setting in (
        "parquet_metadata_cache = true",
        "preserve_insertion_order = false",
        f"allowed_directories = ['{quoted}']",
        "enable_external_access = false",
        "lock_configuration = true",
    ):
        database.execute(f"set {setting}")
    return database
