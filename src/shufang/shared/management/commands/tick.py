"""`shufang tick`: do what is due by the clock, once or for ever."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from shufang.shared.jobs import run_due

PAUSE = 2.0  # seconds between two looks at the clock


class Command(BaseCommand):
    help = "Do what is due: offers that run out, reminders, holds that end."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--forever", action="store_true", help="Go on until stopped.")

    def handle(self, *args: Any, forever: bool, **options: Any) -> None:
        last: dict[str, float] = {}
        ran = run_due(last)
        if not forever:
            self.stdout.write(f"{ran}")
            return
        while True:
            time.sleep(PAUSE)
            close_old_connections()
            run_due(last)
