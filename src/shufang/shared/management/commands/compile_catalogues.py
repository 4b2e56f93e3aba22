"""`shufang compile_catalogues`: build the English catalogues that changed."""

from typing import Any

from django.core.management.base import BaseCommand

from shufang.shared import catalogues


class Command(BaseCommand):
    help = "Build every app's .mo from its .po where it is missing or stale."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        for source in catalogues.compile_stale():
            self.stdout.write(str(source.relative_to(catalogues.PACKAGE)))
