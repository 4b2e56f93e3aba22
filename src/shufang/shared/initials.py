"""The first letters of Chinese names in pinyin: 欧阳静怡 is found by "oyjy".

The 3,755 common characters of GB 2312 stand in the order of their reading, so 23 places tell the
first letter of each. Rarer ones stand in the order of strokes: they may begin with any letter.
"""

from bisect import bisect_right

# The first common character of each letter.
FIRST = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"
LETTERS = "abcdefghjklmnopqrstwxyz"
STARTS = [int.from_bytes(character.encode("gb2312")) for character in FIRST]
COMMON_END = 0xD7F9
ANY = "?"


def initials(name: str) -> str:
    """A letter for each character; `ANY` for a Chinese one whose letter isn't known."""
    return "".join(_initial(character) for character in name)


def begin_with(name: str, letters: str) -> bool:
    """Whether some characters of the name, one after another, may begin with these letters."""
    found = initials(name)
    return any(
        all(mine in (ANY, asked) for mine, asked in zip(found[start:], letters, strict=False))
        for start in range(len(found) - len(letters) + 1)
    )


def _initial(character: str) -> str:
    try:
        place = int.from_bytes(character.encode("gb2312"))
    except UnicodeEncodeError:
        return ANY
    if place < 0x80:
        return character
    return LETTERS[bisect_right(STARTS, place) - 1] if STARTS[0] <= place <= COMMON_END else ANY
