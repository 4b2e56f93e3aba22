"""`shufang run`: prepare, then keep the web server and the worker alive (`shared/keeper.py`)."""

import fcntl
import hashlib
import ipaddress
import os
import socket
import sys
from typing import IO, Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import Tags
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections
from django.shortcuts import resolve_url

from shufang.shared.keeper import Orders, reached_by
from shufang.shared.static_files import collect_if_stale

Kept = tuple[str, list[str], tuple[int, ...]]  # name, command, files kept open


class Command(BaseCommand):
    help = "Start the web server and the worker; restart what dies; Ctrl-C stops both."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="Address to listen on.")
        parser.add_argument("--port", type=int, default=8000, help="Port to listen on.")
        parser.add_argument("--workers", type=int, default=2, help="Web processes.")

    def handle(self, *args: Any, host: str, port: int, workers: int, **options: Any) -> None:
        refuse_debug_in_public(host)
        self.check(tags=[Tags.database], databases=["default"])
        lock = only_one_here()
        refuse_taken_port(host, port)
        collect_if_stale()
        has_accounts = get_user_model().objects.exists()
        let_go_of_database()
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shufang.config.settings")
        # Codes on posters and links in messages must lead to this server.
        os.environ.setdefault("SITE_URL", f"http://127.0.0.1:{port}")
        os.set_inheritable(lock.fileno(), True)  # noqa: FBT003 - the system's own way
        Orders(
            children=[web(host, port, workers), worker(lock)],
            host=host,
            port=port,
            greeting=greeting(host, port, has_accounts=has_accounts),
        ).carry_out()


def web(host: str, port: int, workers: int) -> Kept:
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", "8", "--respawn-failed-workers",
        "--workers-kill-timeout", "5", "--log-level", "error", "shufang.config.wsgi:application",
    ]  # fmt: skip
    return "网站 The web server", command, ()


def worker(lock: IO[str]) -> Kept:
    """The worker holds the lock open too: while it finishes a task, no second one can start. It
    also looks at the clock: offers that run out, reminders."""
    command = [sys.executable, "-m", "django", "worker", "--name", worker_name(), "--clock"]
    return "后台 The worker", command, (lock.fileno(),)


def worker_name() -> str:
    """The same at every start on this machine and data folder: so it knows its own lost tasks."""
    place = f"{socket.gethostname()} {settings.SHUFANG_HOME}"
    return "shufang-" + hashlib.sha256(place.encode()).hexdigest()[:24]


def only_one_here() -> IO[str]:
    """Hold the data folder's run lock until this process and its worker have ended."""
    lock = open(settings.SHUFANG_HOME / "run.lock", "w")  # noqa: SIM115 (held until the end)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise CommandError(
            f"{settings.SHUFANG_HOME} 已有网站在运行 is already being served, or its worker is "
            "still finishing a task. Stop it first, or name another folder in SHUFANG_HOME."
        ) from None
    return lock


def refuse_debug_in_public(host: str) -> None:
    if settings.DEBUG and not is_loopback(host):
        raise CommandError(
            f"DEBUG=1 shows the inside of the site to whoever causes an error: it is refused on "
            f"{host}. Unset DEBUG, or listen on 127.0.0.1."
        )


def refuse_taken_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"端口 {port} 不能用 Port {port} on {host} cannot be used ({error.strerror}). "
                f"Choose another: make run PORT={port + 1}, or shufang run --port {port + 1}"
            ) from None


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def let_go_of_database() -> None:
    """The children open connections of their own; this process needs none from here on."""
    connections.close_all()
    for connection in connections.all(initialized_only=True):
        close_pool = getattr(connection, "close_pool", None)  # PostgreSQL's
        if close_pool is not None:
            close_pool()


def greeting(host: str, port: int, *, has_accounts: bool) -> list[str]:
    """Where to go and how to sign in."""
    address = f"http://{bracketed(reached_by(host))}:{port}"
    lines = [
        f"\n  网站 Site        {address}/",
        f"  登录 Sign in     {address}{resolve_url(settings.LOGIN_URL)}",
    ]
    if not has_accounts:
        lines.append("  还没有账号 No accounts yet: .venv/bin/shufang createsuperuser")
    if not is_loopback(host) and "*" not in settings.ALLOWED_HOSTS:
        names = ", ".join(settings.ALLOWED_HOSTS)
        lines.append(f"  只应答这些名字 Answers only to (ALLOWED_HOSTS): {names}")
    return [*lines, "  停止 Stop        Ctrl-C\n"]
