"""`shufang worker`: run the tasks that pages and commands put off."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from shufang.shared.requeue import requeue


class Command(BaseCommand):
    help = "Run waiting tasks until stopped. `shufang run` starts this by itself."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--name", required=True, help="Its own name; no other worker may bear it."
        )

    def handle(self, *args: Any, name: str, **options: Any) -> None:
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
