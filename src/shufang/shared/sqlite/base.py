"""Django loads this module for ENGINE "shufang.shared.sqlite"; the driver is swapped before its
own back end loads.

The system's SQLite may lie in the range 3.7.0 to 3.51.2, whose write-ahead log can corrupt a
database that several
processes write to. Where no wheel with a newer one exists, write-ahead logging is therefore
switched off.
"""

import fcntl
import os
import sys
from typing import Any

from django.core.exceptions import ImproperlyConfigured

if "django.db.backends.sqlite3.base" in sys.modules:
    raise ImproperlyConfigured("Django's own SQLite back end was imported before ours.")
try:
    import pysqlite3
except (
    ImportError
):  # no wheel for this processor: the standard library serves, without write-ahead logging
    pass
else:
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2

from django.db.backends.sqlite3 import base

from shufang.shared.sqlite import SAFE_WITH_WAL


class DatabaseWrapper(base.DatabaseWrapper):
    """One file lock in front of every write transaction: writers wait in turn, not by chance."""

    init_commands: list[str]
    _place_in_line: int | None = None

    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        if base.Database.sqlite_version_info < SAFE_WITH_WAL:
            self.init_commands = [
                command.replace("journal_mode=WAL", "journal_mode=DELETE")
                for command in self.init_commands
            ]
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A new file is for its owner alone, like the log SQLite puts beside it, in whatever
        folder it lies: it holds names of staff and password hashes."""
        if not self.is_in_memory_db():
            os.close(os.open(self.settings_dict["NAME"], os.O_RDWR | os.O_CREAT, 0o600))
        return super().get_new_connection(conn_params)

    def _start_transaction_under_autocommit(self) -> None:
        self._stand_in_line()
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._leave()
            raise

    def _stand_in_line(self) -> None:
        if self.is_in_memory_db() or self._place_in_line is not None:
            return
        name = f"{self.settings_dict['NAME']}.queue"
        self._place_in_line = os.open(name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._place_in_line, fcntl.LOCK_EX)

    def _leave(self) -> None:
        if self._place_in_line is not None:
            os.close(self._place_in_line)
            self._place_in_line = None

    def _commit(self) -> Any:
        try:
            return super()._commit()
        finally:
            self._leave()

    def _rollback(self) -> Any:
        try:
            return super()._rollback()
        finally:
            self._leave()

    def _close(self) -> Any:
        try:
            return super()._close()
        finally:
            self._leave()
