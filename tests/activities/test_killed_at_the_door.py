"""kill -9 of the web server and the worker while families sign in: nothing acknowledged is lost,
nothing is doubled. Ten kills here; `benchmarks/kill_at_the_door.py` does fifty, and so does
`DOOR_KILLS=50` before the test run.

The test runs a server of its own on a database of its own: what is killed is nobody else's.
"""

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

ROOT = Path(__file__).resolve().parents[2]
KILLS = os.environ.get("DOOR_KILLS", "10")


@pytest.fixture
def database() -> Iterator[str]:
    """The address of an empty PostgreSQL database, or "" where the tests run on SQLite."""
    server = os.environ.get("TEST_DATABASE_URL", "")
    if not server:
        yield ""
        return
    import psycopg

    name = f"door_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_an_acknowledged_sign_in_survives_kill_9_and_is_there_once(database: str) -> None:
    run = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks/kill_at_the_door.py"), KILLS],
        env={**os.environ, "DOOR_DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": ""},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=1800,
    )
    assert run.stdout.strip(), run.stderr[-2000:]
    told = json.loads(run.stdout.strip().splitlines()[-1])
    assert told["engine"] == ("postgresql" if database else "sqlite")
    assert told["acknowledged"] >= int(KILLS) * 5  # there was something to lose
    assert told["interrupted"] > 0  # and the kill came in the middle of it
    nothing = {"lost": 0, "doubled": 0, "half": 0, "oversold": 0, "refused": 0}
    assert {name: told[name] for name in nothing} == nothing
    assert told["sound"]
