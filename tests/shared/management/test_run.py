"""`shufang run` in an empty data folder: the site answers, what dies comes back, all stops."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management.base import CommandError

from shufang.shared.management.commands import run

SHUFANG = Path(sys.executable).with_name("shufang")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def command(home: Path, port: int) -> subprocess.Popen[str]:
    """The data folder is SQLite's on both runs of the suite: here the processes are tested."""
    own = {"DJANGO_SETTINGS_MODULE": "shufang.config.settings", "DATABASE_URL": ""}
    return subprocess.Popen(
        [SHUFANG, "run", "--port", str(port), "--workers", "1"],
        env={**os.environ, **own, "SHUFANG_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.fixture
def server(home: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    process = command(home, port)
    yield process
    process.kill()
    process.communicate()


def read_until(process: subprocess.Popen[str], pattern: str) -> str:
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if re.search(pattern, line):
            return said
    raise AssertionError(f"ended with {process.wait()} and never said {pattern!r}:\n{said}")


def worker_of(parent: int) -> int:
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    (worker,) = [
        int(pid)
        for pid in children
        if b"\0worker\0--name\0" in Path(f"/proc/{pid}/cmdline").read_bytes()
    ]
    return worker


def test_it_serves_restarts_and_stops(server: subprocess.Popen[str], home: Path, port: int) -> None:
    said = read_until(server, "Stop ")
    assert f"http://127.0.0.1:{port}/sign-in/" in said
    assert "createsuperuser" in said  # a fresh folder has no accounts

    address = f"http://127.0.0.1:{port}/static/vendor/htmx.js"
    with urllib.request.urlopen(address, timeout=10) as answer:
        assert b"htmx" in answer.read()

    second = command(home, port)
    said_second, _ = second.communicate(timeout=60)
    assert second.returncode == 1
    assert "already being served" in said_second

    worker = worker_of(server.pid)
    if "SITE_URL" not in os.environ:  # links in messages lead to this server
        told = Path(f"/proc/{worker}/environ").read_bytes()
        assert f"SITE_URL=http://127.0.0.1:{port}\0".encode() in told
    os.kill(worker, signal.SIGKILL)
    read_until(server, "worker ended with code -9; started again")

    server.send_signal(signal.SIGINT)
    said_last, _ = server.communicate(timeout=30)
    assert "Stopped." in said_last
    assert server.returncode == 0


def test_a_taken_port_is_named_with_the_way_out(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"make run PORT={port + 1}"):
            run.refuse_taken_port("127.0.0.1", port)


def test_debug_is_refused_where_others_can_reach_it(settings: object) -> None:
    run.refuse_debug_in_public("0.0.0.0")  # noqa: S104
    settings.DEBUG = True  # type: ignore[attr-defined]
    run.refuse_debug_in_public("127.0.0.1")
    run.refuse_debug_in_public("localhost")
    for host in ("0.0.0.0", "::", "192.0.2.7", "rooms.example.cn"):  # noqa: S104
        with pytest.raises(CommandError, match="DEBUG"):
            run.refuse_debug_in_public(host)
