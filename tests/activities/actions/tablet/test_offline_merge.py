"""Three tablets and a server through everything that goes wrong (tests/long/offline_merge.py)."""

import pytest
from django.db import connection

from tests.long.offline_merge import OfflineMerge, run

SEQUENCES = 500
ON_POSTGRESQL = 100  # each takes twice as long there, and decides nothing by itself


@pytest.mark.django_db
def test_every_entry_ends_once_and_in_sight() -> None:
    sequences = ON_POSTGRESQL if connection.vendor == "postgresql" else SEQUENCES
    figures = run(sequences)
    assert figures["sequences"] >= sequences
    for seen in ("counted", "conflict", "refused", "restores", "resent after a restore",
                 "lost answers", "revoked", "paired again", "changed bodies"):  # fmt: skip
        assert figures[seen] > 0, f"no sequence met: {seen}"


class Forgetful(OfflineMerge):
    """Tablets that don't send again what a restored server has forgotten."""

    resend = False


@pytest.mark.django_db
def test_the_machine_finds_what_is_lost() -> None:
    """The control: without that rule entries are lost, and the machine says so."""
    with pytest.raises(AssertionError, match="lost"):
        run(SEQUENCES, machine=Forgetful)
