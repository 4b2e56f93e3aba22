"""Tests that run for minutes or hours: `python -m tests.long.NAME`; `make test` runs less of the
same."""
