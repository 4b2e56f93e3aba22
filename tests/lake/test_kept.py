"""Answers are kept for the next who asks, up to a number of rows."""

from datetime import date

import pytest

from shufang.lake import ask, engine
from shufang.shared.period import Period

pytestmark = pytest.mark.django_db


def test_no_more_is_kept_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    engine.forget_answers()
    monkeypatch.setattr(engine, "KEPT_ROWS", 3)
    years = [Period(date(year, 1, 1), date(year, 12, 31)) for year in range(2015, 2025)]
    for year in years:
        ask("activities_held", year)
    kept = {question.period for question, *_files in engine._kept}
    assert kept == set(years[-3:])  # each is a total without rows
    assert engine._kept_rows == 3
    engine.forget_answers()
    assert engine._kept_rows == 0
