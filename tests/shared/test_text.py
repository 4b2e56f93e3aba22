"""Names that look the same are the same, whatever they are made of."""

import pytest

from shufang.shared.text import plain_name

UNSEEN = [
    *("\u00ad", "\u034f", "\u061c", "\u115f", "\u180e", "\u200b", "\u200d", "\u202e", "\u2060"),
    *("\u2063", "\u2066", "\u2800", "\u3164", "\ufe0f", "\ufeff", "\uffa0", "\x00", "\x1b"),
    *("\U000e0041", "\U000e0101"),
]


@pytest.mark.parametrize("unseen", UNSEEN, ids=ascii)
def test_what_nobody_sees_makes_no_other_name(unseen: str) -> None:
    assert plain_name(f"茶园{unseen}小学书房{unseen}") == plain_name("茶园小学书房")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ＡＢＣ 123", "abc123"),
        ("茶园　小学智慧书房", "茶园小学书房"),
        ("\u2f00书房", "一书房"),  # a Kangxi radical
        ("Сoffee", "Coffee"),  # its first letter is Cyrillic
        ("Ｋ歌", "κ歌"),  # and this one Greek
    ],
)
def test_what_looks_the_same_is_the_same(one: str, other: str) -> None:
    assert plain_name(one) == plain_name(other)


@pytest.mark.parametrize(
    ("one", "other"), [("太平书房", "大平书房"), ("第1场", "第2场"), ("𠮷", "吉")]
)
def test_what_looks_different_is_different(one: str, other: str) -> None:
    assert plain_name(one) != plain_name(other)
