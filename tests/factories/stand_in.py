"""A provider on this machine: takes messages over HTTP and remembers what it delivered."""

import json
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Provider:
    """What it was asked, and how often each message reached somebody's phone."""

    idempotent: bool = True
    asked: list[tuple[str, dict[str, str], Any]] = field(default_factory=list)
    arrived: Counter[str] = field(default_factory=Counter)
    answers: list[tuple[int, Any]] = field(default_factory=list)  # given first, then all is well
    location: str = ""
    url: str = ""

    def take(self, path: str, headers: dict[str, str], body: Any) -> tuple[int, Any]:
        self.asked.append((path, headers, body))
        if self.answers:
            return self.answers.pop(0)
        key = str(body.get("id") or body.get("client_msg_id") or "")
        if key and not (self.idempotent and self.arrived[key]):
            self.arrived[key] += 1
        if "appid" in body:
            return 200, {"access_token": "token", "expires_in": 7200}
        return 200, {"errcode": 0}


@contextmanager
def provider(*, idempotent: bool = True) -> Iterator[Provider]:
    """The stand-in, listening while the body runs."""
    found = Provider(idempotent=idempotent)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.title(): value for name, value in self.headers.items()}
            headers["raw"] = raw.decode()
            status, answer = found.take(self.path, headers, json.loads(raw))
            self.send_response(status)
            if found.location:
                self.send_header("Location", found.location)
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    found.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
