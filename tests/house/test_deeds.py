"""Every deed that is logged has words for it, and belongs to the app that does it."""

import re
from pathlib import Path

from django.utils.translation import override

from shufang.shared.deeds import deed_name, named_deeds

SOURCE = Path(__file__).resolve().parents[2] / "src/shufang"
TURN = re.compile(r'take_turns\("[^"]*"\)')  # a place in line is no deed
DEED = re.compile(
    r'"((?:places|people|circulation|activities|surveys|insight|reports|intake|outbox)\.[a-z_]+)"'
)


def _logged() -> dict[str, str]:
    """Every deed written in an action, with its app."""
    found = {}
    for path in SOURCE.glob("*/actions/**/*.py"):
        text = TURN.sub("", path.read_text(encoding="utf-8"))
        if "deed" in text:
            app = path.relative_to(SOURCE).parts[0]
            found.update(dict.fromkeys(DEED.findall(text), app))
    return found


def test_every_deed_has_words_in_both_languages() -> None:
    logged = _logged()
    assert len(logged) > 20
    assert logged.keys() <= named_deeds(), "name_deeds({...}) in the app's apps.py"
    for deed in logged:
        with override("zh-hans"):
            chinese = deed_name(deed)
        with override("en"):
            english = deed_name(deed)
        assert chinese != deed
        assert english.isascii(), f"{deed} reads {english} on English pages"


def test_a_deed_is_named_after_the_app_that_does_it() -> None:
    assert {deed: app for deed, app in _logged().items() if not deed.startswith(f"{app}.")} == {}
