"""Many at once over HTTP: what `test_rush.py` and `benchmarks/rush.py` do to a running site."""

import http.client
import random
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Tally:
    """What the clients saw; times in seconds."""

    registered: list[str] = field(default_factory=list)  # link tokens
    statuses: dict[int, int] = field(default_factory=dict)
    took: list[float] = field(default_factory=list)
    took_of_successes: list[float] = field(default_factory=list)
    cancelled: int = 0
    seconds: float = 0.0

    @property
    def server_errors(self) -> int:
        return sum(count for status, count in self.statuses.items() if status >= 500)


class Browser:
    """One client with its own connection and its own CSRF token."""

    def __init__(self, host: str, page: str) -> None:
        self.connection = http.client.HTTPConnection(host, timeout=120)
        self.cookie, self.token = "", ""
        status, headers, text = self.get(page)
        if status != 200:
            self.connection.close()
            raise AssertionError(f"{status}: {text[:300]}")
        cookies = [value for name, value in headers if name.lower() == "set-cookie"]
        self.cookie = "; ".join(cookie.partition(";")[0] for cookie in cookies)
        found = TOKEN.search(text)
        assert found, "no form on the page"
        self.token = found[1]

    def get(self, path: str) -> tuple[int, list[tuple[str, str]], str]:
        return self._send("GET", path, None, {})

    def post(self, path: str, values: dict[str, str]) -> tuple[int, list[tuple[str, str]], str]:
        body = urlencode({"csrfmiddlewaretoken": self.token, **values})
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": self.cookie}
        return self._send("POST", path, body, kind)

    def _send(
        self, method: str, path: str, body: str | None, headers: dict[str, str]
    ) -> tuple[int, list[tuple[str, str]], str]:
        try:
            self.connection.request(method, path, body, headers)
            response = self.connection.getresponse()
        except (http.client.HTTPException, ConnectionError):
            self.connection.close()  # the server closed what it kept open: once more
            self.connection.request(method, path, body, headers)
            response = self.connection.getresponse()
        return response.status, response.getheaders(), response.read().decode()


def rush(
    host: str, activity: int, *, attempts: int, clients: int, born: int, cancels: float = 0.2
) -> Tally:
    """So many attempts to register from so many clients; some who get in give up at once."""
    tally, lock = Tally(), threading.Lock()
    numbers: Iterator[int] = iter(range(attempts))
    page = f"/activities/{activity}/"
    browsers = [Browser(host, page) for _ in range(clients)]
    ready = threading.Barrier(clients + 1)

    def client(browser: Browser) -> None:
        dice = random.Random(id(browser))  # noqa: S311 - who gives up
        ready.wait()
        while True:
            with lock:
                number = next(numbers, None)
            if number is None:
                return
            begun = time.perf_counter()
            status, headers, _text = browser.post(f"{page}register/", form(number, born))
            took = time.perf_counter() - begun
            location = next((v for n, v in headers if n.lower() == "location"), "")
            token = location.split("/")[2] if location.startswith("/join/") else ""
            with lock:
                tally.statuses[status] = tally.statuses.get(status, 0) + 1
                tally.took.append(took)
                if token:
                    tally.registered.append(token)
                    tally.took_of_successes.append(took)
            if token and dice.random() < cancels:
                status, _headers, _text = browser.post(f"/join/{token}/cancel/", {})
                with lock:
                    tally.statuses[status] = tally.statuses.get(status, 0) + 1
                    tally.cancelled += 1

    threads = [threading.Thread(target=client, args=(each,)) for each in browsers]
    for thread in threads:
        thread.start()
    ready.wait()
    begun = time.perf_counter()
    for thread in threads:
        thread.join()
    tally.seconds = time.perf_counter() - begun
    for browser in browsers:
        browser.connection.close()
    return tally


def form(number: int, born: int) -> dict[str, str]:
    """A guest with one child; every number is another phone."""
    return {
        "name": f"家{number}",
        "phone": f"13{number // 10_000_000 % 10}{number % 10_000_000 + 10_000_000:08}"[:11],
        "nickname-0": "小米",
        "born-0": f"{born}-01",
        "adults": "1",
        "key": f"key-{number}",
    }
