"""Nothing a request can say becomes SQL, and DuckDB reads nothing but the lake."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from shufang.lake import ask, registry, rows_behind, store, version
from shufang.lake.answers import Key
from shufang.shared.period import Period

YEAR = Period(date(2024, 1, 1), date(2024, 12, 31))
EVIL = "1) or (1=1"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("cell", "error"),
    [
        ({"site": EVIL}, ValueError),
        ({"site": "9" * 30}, ValueError),
        ({"year": "2024 or true"}, ValueError),
        ({"month": "2024-01-01' or '1'='1"}, ValueError),
        ({"national_type": "other' or '1'='1"}, ValueError),
        ({"source": EVIL}, ValueError),
        ({"f.day": "2024-01-01"}, registry.UnknownCodeError),
        ({"method": "gate"}, registry.UnknownCodeError),
    ],
)
def test_a_key_is_a_key_or_refused(cell: dict[str, Key], error: type[Exception]) -> None:
    with pytest.raises(error):
        ask("sign_ins", YEAR, where=cell)
    with pytest.raises(error):
        rows_behind("sign_ins", YEAR, cell)


def test_codes_come_from_the_registry_only() -> None:
    with pytest.raises(registry.UnknownCodeError, match="sign_inz"):
        ask("sign_inz", YEAR)
    with pytest.raises(registry.UnknownCodeError, match="drop table"):
        ask("sign_ins", YEAR, by=("drop table",))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "select * from read_text('{outside}')",
        "select * from read_csv('/etc/passwd')",
        "copy (select 1) to '{outside}'",
        "attach '{outside}.db' as other",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "set allowed_directories = ['/']",
        "set memory_limit = '64GB'",
    ],
)
def test_duckdb_is_locked(statement: str, tmp_path: Path) -> None:
    version()
    outside = tmp_path / "outside.txt"
    outside.write_text("secret")
    with pytest.raises((duckdb.Error, store.FileGoneError)):
        store.run(statement.format(outside=outside))
    assert outside.read_text() == "secret"
