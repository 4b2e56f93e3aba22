"""One year of an operator's workbooks gives the published figures, to the last digit."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from shufang.intake.actions.undo_import import undo_import
from shufang.intake.models import ImportRun
from shufang.lake import ask, version
from shufang.shared.period import Period

SAMPLE = Path(__file__).parents[1] / "data" / "jiaxing-2024"
YEAR = Period(date(2024, 7, 12), date(2025, 7, 11))
EVER = Period(date(2023, 1, 1), date(2025, 12, 31))


@pytest.fixture
def imported(db: None, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    version()  # the lake is there before the rows: what the import touches must be enough
    call_command("import", *map(str, sorted(SAMPLE.glob("*.xlsx"))), "--json")
    capsys.readouterr()
    found: dict[str, Any] = json.loads((SAMPLE / "expected.json").read_text(encoding="utf-8"))
    return found


def test_the_published_figures(imported: dict[str, Any]) -> None:
    for code, name in {
        "activities_held": "activities",
        "sign_ins": "signins",
        "attendees": "persons",
        "media_reports": "media_reports",
        "loans": "loans",
        "visits": "visits",
        "new_cards": "new_cards",
    }.items():
        assert ask(code, YEAR).total.value == imported[name], code
    assert ask("visits", YEAR).total.missing == imported["visits_missing"]
    ratio = ask("loans_per_visit", YEAR).total.value
    assert ratio is not None
    assert round(ratio, 6) == imported["loans_per_visit"]
    assert ask("households_served", YEAR).total.value is None
    _by_category(imported["by_category"])
    _by_site(imported["by_site"])
    _loans(imported["loans_by_site_year"])


def test_an_import_that_is_undone_leaves_no_figure(imported: dict[str, Any]) -> None:
    codes = ("activities_held", "media_reports", "loans", "visits", "new_cards")
    assert all(ask(code, EVER).total.value for code in codes)
    undo_import(run=ImportRun.objects.get(), actor="李运营")
    assert [ask(code, EVER).total.value for code in codes] == [0, 0, None, None, None]


def _by_category(expected: dict[str, dict[str, int]]) -> None:
    names = {"activities_held": "activities", "sign_ins": "signins", "media_reports": None}
    for code, name in names.items():
        found = {r.names[0]: r.value for r in ask(code, YEAR, by=("category",)).rows}
        wanted = {category: row[name or code] for category, row in expected.items()}
        assert found == wanted, code


def _by_site(expected: dict[str, dict[str, int]]) -> None:
    for code, name in {"activities_held": "activities", "sign_ins": "signins"}.items():
        found = {r.names[0]: r.value for r in ask(code, YEAR, by=("site",)).rows}
        assert found == {f"{site}智慧书房": row[name] for site, row in expected.items()}


def _loans(expected: dict[str, dict[str, int]]) -> None:
    rows = ask("loans", EVER, by=("site", "year")).rows
    assert {(row.names[0], str(row.keys[1])): row.value for row in rows} == {
        (f"{site}智慧书房", year): value
        for site, years in expected.items()
        for year, value in years.items()
    }
