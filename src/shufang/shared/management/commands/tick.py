"""`shufang tick`: do what is due by the clock, once or for ever."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from shufang.shared.jobs import run_due, watch_the_clock


class Command(BaseCommand):
    help = "Do what is due: offers that run out, reminders, holds that end."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--forever", action="store_true", help="Go on until stopped.")

    def handle(self, *args: Any, forever: bool, **options: Any) -> None:
        if forever:
            watch_the_clock()
        self.stdout.write(str(run_due({})))
