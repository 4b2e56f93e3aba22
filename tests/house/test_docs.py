"""Documents say what is there: paths, commands, names of buttons and pictures are looked up.

A path is anything in backticks that looks like one. `app/…` and `shufang.app.module` stand for
files below src/shufang.
"""

import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.core.management import get_commands

from shufang.lake import registry
from shufang.portal.queries.help import ENGLISH, TOPICS
from tests.house.words import CHINESE, ROOT, SOURCE, all_words

DOCS = ROOT / "docs"
FRONT = [ROOT / name for name in ("README.md", "README.zh-CN.md", "CONTRIBUTING.md")]
DECISIONS = sorted((DOCS / "decisions").glob("*.md"))
README, CHINESE_README = FRONT[0], FRONT[1]
MOST_LINES = 25
MOST_BYTES, MOST_BYTES_IN_ALL = 150_000, 2_500_000

TICKED = re.compile(r"`([^`\n]+)`")
FENCED = re.compile(r"^```.*?^```$", re.M | re.S)
LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")
HEADING = re.compile(r"^(#+) (.+)$", re.M)
FILE = re.compile(r"[\w./*{},<>-]+\.(?:py|md|html|css|js|toml|json|txt|po|typ|docx|yml)")
FOLDER = re.compile(r"[\w./-]+/")
MODULE = re.compile(r"shufang(?:\.\w+)+")
# Written as examples of what somebody may make, or made by a run, or outside the checkout.
NOT_HERE = {"actions/verb_object.py", "chapters/topic.py", "importers/kind.py"}
MADE_BY_A_RUN = {"shufang.sqlite3", "shufang.sqlite3.queue"}
PLACES = (ROOT, SOURCE, SOURCE / "shared", DOCS, ROOT / "tests")
KIT = {"actions/", "queries/", "forms/", "importers/", "web/", "models/", "migrations/"}


def documents() -> list[Path]:
    return [*FRONT, ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]


def prose(path: Path) -> str:
    return FENCED.sub("", path.read_text("utf-8"))


def ids(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


@cache
def known() -> frozenset[str]:
    """Every file and folder under version control or new beside it, as paths from the root."""
    listing = subprocess.run(
        [
            "git", "-c", "safe.directory=*", "-c", "core.quotePath=false", "ls-files",
            "--cached", "--others", "--exclude-standard",
        ],
        cwd=ROOT, capture_output=True, check=True, text=True,
    ).stdout  # fmt: skip
    files = [name for name in listing.split("\n") if name and (ROOT / name).exists()]
    folders = {
        f"{parent}/" for name in files for parent in Path(name).parents if str(parent) != "."
    }
    return frozenset(files) | folders


def is_there(named: str, document: Path) -> bool:
    """A path as documents write it: from the root, from src/shufang, or inside some app."""
    if named in KIT or named in NOT_HERE:
        return True
    for place in (document.parent, *PLACES):
        if place.is_relative_to(ROOT) and (place / named).exists():
            return True
    shape = (
        re.escape(named).replace(r"\*", "[^/]*").replace("NNNN", r"\d+").replace("<app>", r"\w+")
    )
    return any(re.search(rf"(?:^|/){shape}$", name) for name in known())


def is_module(dotted: str) -> bool:
    """A module of ours, or a name that a module of ours holds."""
    parts = dotted.split(".")[1:]
    for last in (len(parts), len(parts) - 1, len(parts) - 2):
        path = SOURCE.joinpath(*parts[:last])
        rest = parts[last:]
        file = (
            path.with_suffix(".py") if path.with_suffix(".py").is_file() else path / "__init__.py"
        )
        if last >= 0 and file.is_file():
            text = file.read_text("utf-8")
            return all(re.search(rf"\b{name}\b", text) for name in rest)
    return False


@pytest.mark.parametrize("document", documents(), ids=ids(documents()))
def test_every_path_that_is_named_exists(document: Path) -> None:
    faults = []
    for ticked in TICKED.findall(prose(document)):
        for word in ticked.split() if " " in ticked else [ticked]:
            if MODULE.fullmatch(word):
                if not is_module(word) and word not in MADE_BY_A_RUN:
                    faults.append(word)
            elif (FILE.fullmatch(word) or (FOLDER.fullmatch(word) and word[0] not in "/.")) and (
                not is_there(word, document)
            ):
                faults.append(word)
    assert faults == []


@pytest.mark.parametrize("document", documents(), ids=ids(documents()))
def test_every_link_leads_somewhere(document: Path) -> None:
    faults = []
    for _mark, _words, target in LINK.findall(prose(document)):
        path, _hash, _place = target.partition("#")
        if path and not re.match(r"\w+:", path) and not (document.parent / path).exists():
            faults.append(target)
    assert faults == []


@pytest.mark.parametrize("document", DECISIONS, ids=ids(DECISIONS))
def test_a_decision_is_short_and_its_name_is_the_decision(document: Path) -> None:
    lines = document.read_text("utf-8").rstrip().split("\n")
    assert len(lines) <= MOST_LINES
    number, _, _name = document.stem.partition("-")
    assert re.match(rf"# {int(number)}\. \w", lines[0]), lines[0]


def test_decisions_are_numbered_without_gaps_and_listed() -> None:
    numbers = [int(path.stem[:4]) for path in DECISIONS]
    assert numbers == list(range(1, len(numbers) + 1))
    listed = (DOCS / "architecture.md").read_text("utf-8")
    assert [path.name for path in DECISIONS if f"decisions/{path.name}" not in listed] == []


def test_every_command_is_documented() -> None:
    ours = {name for name, app in get_commands().items() if str(app).startswith("shufang")}
    assert {"import", "measure", "report", "demo", "run"} <= ours
    said = "\n".join(path.read_text("utf-8") for path in documents())
    assert {name for name in ours if not re.search(rf"\bshufang {name}\b", said)} == set()


def test_the_readme_is_the_same_in_both_languages() -> None:
    english, chinese = README.read_text("utf-8"), CHINESE_README.read_text("utf-8")
    assert [len(marks) for marks, _ in HEADING.findall(english)] == [
        len(marks) for marks, _ in HEADING.findall(chinese)
    ]
    assert [p.replace(".en.png", ".png") for p in _pictures(README)] == _pictures(CHINESE_README)
    assert _pictures(CHINESE_README)


def _pictures(document: Path) -> list[str]:
    return [target for mark, _words, target in LINK.findall(prose(document)) if mark]


def test_pictures_are_small_and_all_of_them_are_shown() -> None:
    sizes = {path.name: path.stat().st_size for path in (DOCS / "pictures").glob("*.png")}
    assert {name for name, size in sizes.items() if size > MOST_BYTES} == set()
    assert sum(sizes.values()) < MOST_BYTES_IN_ALL
    shown = {Path(target).name for document in documents() for target in _pictures(document)}
    assert sizes.keys() - shown == set()


class TestTheGlossary:
    """docs/glossary.md: 中文 · English · code name, one row a concept."""

    @pytest.fixture
    def codes(self) -> set[str]:
        rows = [
            [cell.strip() for cell in line.strip("|").split("|")]
            for line in (DOCS / "glossary.md").read_text("utf-8").split("\n")
            if line.startswith("|") and "`" in line
        ]
        return {code for row in rows for code in TICKED.findall(row[2])}

    def test_every_code_name_exists(self, codes: set[str]) -> None:
        source = "\n".join(path.read_text("utf-8") for path in SOURCE.rglob("*.py"))
        names = set(re.findall(r"\w+", source))
        assert {c for c in codes if not all(part in names for part in c.split("."))} == set()

    def test_every_model_and_measure_and_dimension_stands_in_it(self, codes: set[str]) -> None:
        models = {
            model.__name__
            for model in apps.get_models()
            if model.__module__.startswith("shufang.") and model._meta.app_label != "lake"
        }
        wanted = models | {m.code for m in registry.measures()}
        wanted |= {d.code for d in registry.dimensions()} | {f.code for f in registry.facts()}
        assert wanted - codes == set()


class TestTheWordsForPeopleWhoWorkWithTheSite:
    """docs/user/: buttons are called what they are called on the page, in both languages."""

    @pytest.fixture(params=TOPICS)
    def halves(self, request: pytest.FixtureRequest) -> tuple[str, str]:
        text = (DOCS / "user" / f"{request.param}.md").read_text("utf-8")
        chinese, mark, english = text.partition(ENGLISH)
        assert mark, "the line between the Chinese and the English text is missing"
        return chinese, english

    def test_chinese_names_are_those_of_the_pages(self, halves: tuple[str, str]) -> None:
        assert set(re.findall(r"「([^」]+)」", halves[0])) - chinese_words() == set()

    def test_english_names_are_those_of_the_pages(self, halves: tuple[str, str]) -> None:
        named = {" ".join(n.split()) for n in re.findall(r"\*\*([^*]+)\*\*", halves[1])}
        assert named - english_words() == set()

    def test_both_halves_have_the_same_parts_and_pictures(self, halves: tuple[str, str]) -> None:
        chinese, english = halves
        assert len(HEADING.findall(chinese)) == len(HEADING.findall(english))
        assert [target for _m, _w, target in LINK.findall(chinese)] == [
            target.replace(".en.png", ".png") for _m, _w, target in LINK.findall(english)
        ]
        assert not CHINESE.search(english)


@cache
def chinese_words() -> set[str]:
    return {word.text for word in all_words()} | {"English"}


@cache
def english_words() -> set[str]:
    return set(_english())


def _english() -> Iterator[str]:
    for path in SOURCE.glob("*/locale/en/LC_MESSAGES/*.po"):
        for entry in polib.pofile(str(path)):
            yield from [entry.msgstr, *entry.msgstr_plural.values()]
