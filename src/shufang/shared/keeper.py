"""The parent process of `shufang run` once everything is prepared: it keeps the children alive.

`python -m shufang.shared.keeper ORDERS` replaces the process that prepared them, so that the one
which only waits holds none of the site in memory (docs/decisions/0012).
"""

import json
import os
import socket
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from shufang.shared.supervisor import Child, Supervisor


@dataclass(frozen=True)
class Orders:
    """What to keep alive, and what to say once the site answers there."""

    children: Sequence[tuple[str, Sequence[str], Sequence[int]]]  # name, command, files kept open
    host: str
    port: int
    greeting: Sequence[str]

    def carry_out(self) -> None:
        """Become the keeper; returns never."""
        module = "shufang.shared.keeper"
        orders = json.dumps(asdict(self))
        os.execv(sys.executable, [sys.executable, "-m", module, orders])  # noqa: S606 - ourselves


def main(orders: Orders) -> int:
    children = [
        Child(name, command, keep_open=tuple(files)) for name, command, files in orders.children
    ]
    greeting = Greeting(orders, say)
    code = Supervisor(children, say).run(each_round=greeting.say_once_up)
    say("已停止 Stopped.")
    return code


class Greeting:
    """Where to go and how to sign in: said once, when the web server answers."""

    def __init__(self, orders: Orders, say: Callable[[str], None]) -> None:
        self.orders, self.say = orders, say
        self.said = False

    def say_once_up(self) -> None:
        if self.said or not answers(self.orders.host, self.orders.port):
            return
        self.said = True
        for line in self.orders.greeting:
            self.say(line)


def answers(host: str, port: int) -> bool:
    try:
        socket.create_connection((reached_by(host), port), timeout=1).close()
    except OSError:
        return False
    return True


def reached_by(host: str) -> str:
    """The address at which this machine reaches a server that listens everywhere."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - the words of a command


if __name__ == "__main__":
    sys.exit(main(Orders(**json.loads(sys.argv[1]))))
