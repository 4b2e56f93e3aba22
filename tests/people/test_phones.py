"""Phone numbers as people type them."""

import pytest
from django.core.exceptions import ValidationError

from shufang.people.phones import clean_phone, masked


@pytest.mark.parametrize(
    "typed",
    [
        "13800004821", "138 0000 4821", "138-0000-4821", "+8613800004821", "+86 138 0000 4821",
        "008613800004821", "8613800004821", "１３８００００４８２１", "　13800004821\u200b",
        "(+86) 138.0000.4821",
    ],
)  # fmt: skip
def test_one_number_has_one_form(typed: str) -> None:
    assert clean_phone(typed) == "13800004821"


def test_numbers_from_abroad_keep_their_country() -> None:
    assert clean_phone("+852 5123 4567") == "+85251234567"
    assert clean_phone("0044 7911 123456") == "+447911123456"


@pytest.mark.parametrize(
    "typed",
    [
        "", "   ", "1380000482", "138000048211", "0573-82831234", "82831234", "1.38E+10", "-1",
        "12800004821", "+86 82831234", "+8612345", "abc", "١٣٨٠٠٠٠٤٨٢١", "1380000482一",
        "1" * 10_000, "13800004821'; DROP", "+0000000000",
    ],
)  # fmt: skip
def test_what_gets_no_message_is_refused_in_words(typed: str) -> None:
    with pytest.raises(ValidationError) as refused:
        clean_phone(typed)
    assert "手机号" in refused.value.messages[0]


def test_its_owner_sees_most_of_it_hidden() -> None:
    assert masked("13800004821") == "138****4821"
    assert masked("+85251234567") == "+852****4567"
