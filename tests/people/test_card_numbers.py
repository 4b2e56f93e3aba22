"""Numbers of reader cards as they are typed, scanned and copied."""

import pytest
from django.core.exceptions import ValidationError

from shufang.people.card_numbers import clean_number


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("20250001234", "20250001234"),
        (" sl-2025 0001\n", "SL20250001"),
        ("ＳＬ２０２５－０００１", "SL20250001"),
        ("SL\u200b2025–0001", "SL20250001"),
        ("a" * 32, "A" * 32),
        ("0012", "0012"),
    ],
)
def test_one_form_is_kept(typed: str, kept: str) -> None:
    assert clean_number(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "123", "1-2-3", "a" * 33, "SL2025_01", "借书证2025", "SL/2025", "straße1",
     "12\x0034", "1" * 5000, "٣٣٣٣٣"],
)  # fmt: skip
def test_what_no_card_says_is_refused_in_words(typed: str) -> None:
    with pytest.raises(ValidationError) as refused:
        clean_number(typed)
    assert "借书证" in refused.value.messages[0]
