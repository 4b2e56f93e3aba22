"""Every page speaks both languages: each Chinese message id has plain English.

It stands in the catalogue of its app, or of `shared` for the words that all apps use.
"""

import re
from functools import cache
from pathlib import Path

import polib
import pytest

from tests.house.words import (
    CHINESE,
    ROOT,
    SOURCE,
    all_words,
    bare_chinese,
    in_python,
    in_template,
    templates,
)

# A language is named in itself, so that whoever can't read the page finds the way out of it.
NAMED_IN_ITSELF = {"中文"}
# When everything is broken no catalogue may be asked: this page carries both languages itself.
IN_BOTH = {"shared/templates/shared/500.html"}
SEAL = 'class="seal" aria-hidden="true">书<'  # the mark of the house: a picture, not a word
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
CATALOGUES = sorted(SOURCE.glob("*/locale/en/LC_MESSAGES/*.po"))

Key = tuple[str | None, str]


@cache
def catalogue(app: str) -> dict[Key, polib.POEntry]:
    paths = [path for path in CATALOGUES if path.parts[-5] == app]
    entries = [entry for path in paths for entry in polib.pofile(str(path))]
    return {(entry.msgctxt, entry.msgid): entry for entry in entries if not entry.obsolete}


def english(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def place(path: Path, entry: polib.POEntry) -> str:
    return f"{path.relative_to(ROOT)}:{entry.linenum} {entry.msgid!r}"


def shown(faults: list[str]) -> str:
    return f"{len(faults)} faults\n" + "\n".join(sorted(set(faults)))


def test_every_message_id_has_english() -> None:
    faults = []
    for word in all_words():
        if not CHINESE.search(word.text) or word.text in NAMED_IN_ITSELF:
            continue  # it reads the same in both languages
        key = (word.context, word.text)
        entry = catalogue(word.app).get(key) or catalogue("shared").get(key)
        if entry is None or not all(english(entry)):
            file = f"src/shufang/{word.app}/locale/en/LC_MESSAGES/django.po"
            faults.append(f"{word.place} {word.text!r} has no English in {file}")
        elif not word.plural and len(set(english(entry))) > 1:
            faults.append(f"{word.place} {word.text!r} has a plural in English: say of how many")
        elif word.plural and entry.msgid_plural != word.plural:
            faults.append(f"{word.place} {word.text!r} has no English plural for {word.plural!r}")
        if word.plural and not CHINESE.search(word.plural):
            faults.append(f"{word.place} shows {word.plural!r} on Chinese pages")
    assert not faults, shown(faults)


def test_no_entry_is_a_guess() -> None:
    faults = [
        place(path, entry)
        for path in CATALOGUES
        for entry in polib.pofile(str(path))
        if entry.fuzzy
    ]
    assert not faults, shown(faults)


def test_no_entry_stands_twice_in_a_catalogue() -> None:
    faults = []
    for path in CATALOGUES:
        try:
            polib.pofile(str(path), check_for_duplicates=True)
        except ValueError as error:
            faults.append(f"{path.relative_to(ROOT)}: {error}")
    assert not faults, shown(faults)


def test_placeholders_are_the_same_in_both_languages() -> None:
    faults = []
    for path in CATALOGUES:
        for entry in polib.pofile(str(path)):
            wanted = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
            for number, text in enumerate(english(entry)):
                found = set(PLACEHOLDER.findall(text))
                one_of_many = bool(entry.msgid_plural) and number == 0  # "one room" needs no 1
                if text and (found - wanted or (wanted - found and not one_of_many)):
                    faults.append(f"{place(path, entry)}: {sorted(wanted)} against {sorted(found)}")
    assert not faults, shown(faults)


def test_english_is_english() -> None:
    faults = [
        f"{place(path, entry)}: {text!r}"
        for path in CATALOGUES
        for entry in polib.pofile(str(path))
        for text in english(entry)
        if CHINESE.search(text) and entry.msgid not in NAMED_IN_ITSELF
    ]
    assert not faults, shown(faults)


def test_one_word_has_one_english_in_all_apps() -> None:
    """Django merges the catalogues: of two Englishes one would win everywhere.

    A word with two meanings takes pgettext.
    """
    said: dict[Key, dict[str, str]] = {}
    for path in CATALOGUES:
        for entry in polib.pofile(str(path)):
            if entry.msgid:
                texts = said.setdefault((entry.msgctxt, entry.msgid), {})
                texts.setdefault(" | ".join(english(entry)), f"{path.parts[-5]}/{path.name}")
    faults = [f"{key[1]!r}: {texts}" for key, texts in said.items() if len(texts) > 1]
    assert not faults, shown(faults)


def one_language_at_a_time() -> list[Path]:
    return [file for file in templates() if str(file.relative_to(SOURCE)) not in IN_BOTH]


@pytest.mark.parametrize(
    "file", one_language_at_a_time(), ids=lambda file: str(file.relative_to(SOURCE))
)
def test_no_chinese_stands_outside_a_translation_tag(file: Path) -> None:
    faults = [
        f"{word.place} {word.text}"
        for word in bare_chinese(file)
        if SEAL not in word.text
        and not any(f">{name}<" in word.text or name == word.text for name in NAMED_IN_ITSELF)
    ]
    assert not faults, shown(faults)


def test_scripts_hold_no_chinese() -> None:
    """A script takes its words from the page, which knows the language."""
    faults = [
        f"{file.relative_to(ROOT)}:{number} {line.strip()}"
        for file in sorted(SOURCE.glob("*/static/**/*.js"))
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if CHINESE.search(line.split("//")[0]) and not line.lstrip().startswith("*")
    ]
    assert not faults, shown(faults)


class TestTheFinder:
    """The tests above are worth what their finder finds."""

    def test_python_calls_under_any_name(self, tmp_path: Path) -> None:
        file = tmp_path / "page.py"
        file.write_text(
            "from django.utils import translation\n"
            "from django.utils.translation import gettext_lazy as _lazy, ngettext, pgettext\n"
            'a = _lazy("活动")\n'
            'b = ngettext("%(n)s 场", "%(n)s 场们", 3)\n'
            'c = pgettext("门", "开")\n'
            'd = translation.gettext("关" "门")\n'
            "e = _lazy(name)\n",
            encoding="utf-8",
        )
        found = [(w.line, w.text, w.plural, w.context) for w in in_python(file)]
        assert sorted(found, key=lambda each: each[0]) == [
            (3, "活动", "", None),
            (4, "%(n)s 场", "%(n)s 场们", None),
            (5, "开", "", "门"),
            (6, "关门", "", None),
        ]

    def test_template_tags_of_every_kind(self, tmp_path: Path) -> None:
        file = tmp_path / "page.html"
        file.write_text(
            '{% trans "活动" %}\n'
            "{% blocktrans trimmed with n=rows|length %}\n  共 {{ n }} 行\n{% endblocktrans %}\n"
            '{% include "x.html" with title=_("空") %}{{ value|default:_("无") }}\n'
            "{% blocktrans count n=rows %}{{ n }} 场{% plural %}{{ n }} 场们{% endblocktrans %}\n"
            '{% trans "开" context "门" %}\n',
            encoding="utf-8",
        )
        found = [(w.text, w.plural, w.context) for w in in_template(file)]
        assert found == [
            ("活动", "", None),
            ("共 %(n)s 行", "", None),
            ("空", "", None),
            ("无", "", None),
            ("%(n)s 场", "%(n)s 场们", None),
            ("开", "", "门"),
        ]
        assert list(bare_chinese(file)) == []

    def test_bare_chinese_is_found_with_its_line(self, tmp_path: Path) -> None:
        file = tmp_path / "page.html"
        file.write_text(
            "{# 说明 #}<!-- 说明\n说明 -->{% comment %}说明{% endcomment %}"
            '<b lang="zh-hans">张三</b>\n'
            "<p>活动</p>\n"
            '{% include "x.html" with title="空" %}\n',
            encoding="utf-8",
        )
        assert [(w.line, w.text) for w in bare_chinese(file)] == [
            (3, "<p>活动</p>"),
            (4, 'include "x.html" with title="空"'),
        ]
