"""Figures as pages print them."""

from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import override

from shufang.shared.ui.figures import delta, figure, percent


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1234, "1,234"),
        (0, "0"),
        (None, "—"),
        ("", "—"),
        (13.8, "13.8"),
        (12.95, "13.0"),
        (4.0, "4"),
        (-1234567.25, "-1,234,567.3"),
        (Decimal("490163"), "490,163"),
        (float("nan"), "nan"),
        ("五", "五"),
    ],
)
def test_a_number_has_its_thousands_apart_and_unknown_is_no_zero(value: Any, shown: str) -> None:
    assert figure(value) == shown


def test_places_can_be_asked_for() -> None:
    assert figure(16, 1) == "16.0"
    assert figure(0.4567, 2) == "0.46"


def test_half_goes_up_as_in_printed_tables() -> None:
    assert percent(0.125) == "13%"
    assert percent(0.005) == "1%"
    assert percent(0.1503, 1) == "15.0%"
    assert percent(None) == "—"


def test_figures_are_the_same_in_english() -> None:
    with override("en"):
        assert figure(1234567) == "1,234,567"


def test_a_change_is_said_in_words_too() -> None:
    up = delta(12, unit="%")
    assert "▲" in up
    assert "good" in up
    assert "增加" in up
    assert "12%" in up
    down = delta(-3, unit="篇")
    assert "▼" in down
    assert "bad" in down
    assert "3 篇" in down
    assert "持平" in delta(0)
    assert "无从比较" in delta(None)


def test_less_can_be_good_news() -> None:
    assert "good" in delta(-3, good="down")
    assert "good" not in delta(3, good="")


def test_a_unit_cannot_smuggle_markup_in() -> None:
    assert "<b>" not in delta(1, unit="<b>")
