"""`shufang worker`: run the tasks that pages and commands put off."""

from threading import Thread
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from shufang.shared.jobs import watch_the_clock
from shufang.shared.requeue import requeue


class Command(BaseCommand):
    help = "Run waiting tasks until stopped. `shufang run` starts this by itself."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--name", required=True, help="Its own name; no other worker may bear it."
        )
        parser.add_argument("--clock", action="store_true", help="Do what falls due, too.")

    def handle(self, *args: Any, name: str, clock: bool, **options: Any) -> None:
        if clock:  # beside the tasks, so that a long import delays no offer
            Thread(target=watch_the_clock, name="clock", daemon=True).start()
        back, given_up = requeue(name)
        if back or given_up:
            self.stdout.write(f"Tasks of a killed worker: {back} tried again, {given_up} given up.")
        call_command(
            "db_worker",
            worker_id=name,
            interval=0.5,
            startup_delay=False,
            reload=False,
            verbosity=0,
        )
