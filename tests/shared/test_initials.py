"""Names are found by the first letters of their pinyin."""

import pytest

from shufang.shared.initials import begin_with, initials


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("欧阳静仪", "oyjy"),
        ("欧阳静怡", "oyj?"),  # the last one is a rarer one
        ("王妈妈", "wmm"),
        ("小米", "xm"),
        ("曾庆", "zq"),
        ("安", "a"),
        ("座座", "zz"),  # the last of the common ones
        ("李Tom", "lTom"),
        ("𠮷野", "?y"),  # in no old list at all
        ("", ""),
    ],
)
def test_each_character_gives_its_letter(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_some_letters_in_a_row_are_enough_and_a_rare_character_may_be_any() -> None:
    assert begin_with("欧阳静怡", "oy")
    assert begin_with("欧阳静怡", "jy")
    assert begin_with("王玥", "wy")
    assert not begin_with("欧阳静怡", "oj")
    assert not begin_with("王妈妈", "wmmm")
    assert not begin_with("王妈妈", "l")
