"""`shufang X` and `manage.py X`: prepare the data folder, then run Django's command X."""

import fcntl
import os
import sys

# Commands that must work before there is a database, or that would fight over it.
UNPREPARED = {
    "help", "version", "--help", "--version", "-h", "check", "compile_catalogues", "collectstatic",
    "makemigrations", "startapp", "makemessages", "migrate", "test",
}  # fmt: skip


def main(argv: list[str] | None = None) -> None:
    """Run one command.

    A fresh SHUFANG_HOME is migrated first, so that every command works on an empty machine.
    """
    argv = sys.argv if argv is None else argv
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shufang.config.settings")
    from django.core.management import execute_from_command_line

    from shufang.shared import catalogues

    catalogues.compile_stale()
    if len(argv) > 1 and argv[1] not in UNPREPARED:
        prepare()
    execute_from_command_line(argv)


def prepare() -> None:
    """Bring the database of SHUFANG_HOME up to date.

    A second command that starts meanwhile waits its turn.
    """
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    django.setup()
    with open(settings.SHUFANG_HOME / "prepare.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0, interactive=False)
