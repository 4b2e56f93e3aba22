"""A room's address can be read aloud, and is never another room's."""

import pytest

from shufang.places.slugs import MAX_LENGTH, slug_for


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("茶园小学智慧书房", "cha-yuan-xiao-xue"),
        ("太平 智慧书房", "tai-ping"),
        ("Ａ１云上书房", "a1-yun-shang"),
        ("书房", "shu-fang"),
        ("Library 24", "library-24"),
        ("★", "room"),
    ],
)
def test_a_name_becomes_pinyin_without_the_words_every_room_carries(name: str, slug: str) -> None:
    assert slug_for(name, ()) == slug


def test_two_rooms_that_sound_alike_get_two_addresses() -> None:
    taken: set[str] = set()
    for name, slug in [
        ("太平书房", "tai-ping"),
        ("泰平书房", "tai-ping-2"),
        ("太坪书房", "tai-ping-3"),
    ]:
        assert slug_for(name, taken) == slug
        taken.add(slug)


def test_a_very_long_name_still_fits_the_column() -> None:
    assert len(slug_for("很长" * 60, {slug_for("很长" * 60, ())})) <= MAX_LENGTH
