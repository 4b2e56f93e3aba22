"""The sample city on screen: imported once for a whole module, taken back after it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django import DjangoDbBlocker

FILES = sorted((Path(__file__).parents[1] / "data/jiaxing-2024").glob("*.xlsx"))


@pytest.fixture(scope="module")
def city(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """31 rooms, 286 activities and their counts; each test works in a savepoint of its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("import", *map(str, FILES), "--json", verbosity=0)
        yield
        transaction.set_rollback(True)
