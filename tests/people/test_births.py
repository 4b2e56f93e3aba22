"""A month of birth is understood however people write it, and never guessed."""

import pytest
import time_machine
from django.core.exceptions import ValidationError

from shufang.people.births import month_words, read_month
from tests.house.payloads import EVERYTHING


@pytest.fixture(autouse=True)
def _in_2026() -> object:
    with time_machine.travel("2026-11-22 10:00+08:00"):
        yield


@pytest.mark.parametrize(
    "text",
    [
        "2019-06", "201906", "2019年6月", "2019年06月", "2019/6", "2019.6", "2019 6", "20196",
        "19.6", "19-06", "1906", "19年6月", "２０１９．０６", " 2019－06 ", "2019年6月12日",
        "20190612", "2019-06-12", "6/2019", "06.2019", "June 2019", "jun 2019", "12 June 2019",
        "2019年6月生",
    ],
)  # fmt: skip
def test_many_ways_to_write_june_2019(text: str) -> None:
    assert read_month(text) == (2019, 6)


@pytest.mark.parametrize(
    "text",
    [
        "", "2019", "6", "6月", "2011", "2019-13", "2019-0", "6-12", "2019-6-1-2", "27.3",
        "2030-01", "12/06/2019", "去年", "2019六月", "201", "abc", "Foo 2019", "9" * 40, "1-1-1-1",
        "0019-06",
    ],
)  # fmt: skip
def test_what_is_not_clear_is_asked_again(text: str) -> None:
    with pytest.raises(ValidationError, match="2019-06"):
        read_month(text)


def test_a_year_of_two_digits_is_of_this_century() -> None:
    assert read_month("26.1") == (2026, 1)
    assert read_month("09.12") == (2009, 12)


def test_whatever_is_typed_is_a_month_or_refused() -> None:
    for text in EVERYTHING:
        try:
            year, month = read_month(text)
        except ValidationError:
            continue
        assert (1900 <= year <= 2026, 1 <= month <= 12) == (True, True)


def test_it_is_shown_again_in_one_way() -> None:
    assert month_words(2019, 6) == "2019-06"
    assert read_month(month_words(2019, 6)) == (2019, 6)
    assert month_words(None, None) == ""
