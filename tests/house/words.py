"""Where the pages' words are: every message id and every bare Chinese word, with file and line."""

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.template.base import Lexer, Token, TokenType
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src/shufang"
CHINESE = re.compile(r"[\u3007\u3400-\u9fff\uf900-\ufaff]")

# Name of the function -> where its context and its message ids stand among the arguments.
CALLS: dict[str, tuple[int | None, tuple[int, ...]]] = {
    "_": (None, (0,)),
    "gettext": (None, (0,)),
    "gettext_lazy": (None, (0,)),
    "gettext_noop": (None, (0,)),
    "ngettext": (None, (0, 1)),
    "ngettext_lazy": (None, (0, 1)),
    "pgettext": (0, (1,)),
    "pgettext_lazy": (0, (1,)),
    "npgettext": (0, (1, 2)),
    "npgettext_lazy": (0, (1, 2)),
}
LITERAL = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
IN_TEMPLATE = re.compile(rf"\b(n?p?gettext|_)\(\s*({LITERAL}(?:\s*,\s*{LITERAL})*)")
INSIDE_OWN_CALL = re.compile(rf"""_\(\s*{LITERAL}\s*\)""")
TRANS = re.compile(r"^\s*trans(?:late)?\s")
BLOCKTRANS = re.compile(r"^\s*blocktrans(?:late)?(?:\s|$)")
END_BLOCKTRANS = re.compile(r"^\s*endblocktrans(?:late)?$")
HTML_COMMENT = re.compile(r"<!--.*?-->", re.S)
MARKED_AS_CHINESE = re.compile(r"""<(\w+)[^<>]*\slang="zh[^"]*"[^<>]*>[^<]*</\1>""")


@dataclass(frozen=True)
class Word:
    """One use of a message id; `plural` is "" where there is none."""

    file: Path
    line: int
    text: str
    plural: str = ""
    context: str | None = None

    @property
    def place(self) -> str:
        path = self.file.relative_to(ROOT) if self.file.is_relative_to(ROOT) else self.file
        return f"{path}:{self.line}"

    @property
    def app(self) -> str:
        """The app whose catalogue must hold the word; the settings' words are kept by `shared`."""
        app = self.file.relative_to(SOURCE).parts[0]
        return "shared" if app == "config" else app


def in_python(file: Path) -> Iterator[Word]:
    tree = ast.parse(file.read_text("utf-8"))
    names = {name: name for name in CALLS}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            names |= {alias.asname: alias.name for alias in node.names if alias.asname}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
        if names.get(name) not in CALLS:
            continue
        given = [a.value if isinstance(a, ast.Constant) else None for a in node.args]
        yield from _words(file, node.lineno, names[name], given)


def in_template(file: Path) -> Iterator[Word]:
    flat = templatize(file.read_text("utf-8"), origin=str(file))
    for match in IN_TEMPLATE.finditer(flat):
        given = [ast.literal_eval(text) for text in re.findall(LITERAL, match[2])]
        line = flat.count("\n", 0, match.start()) + 1
        yield from _words(file, line, match[1], given)


def _words(file: Path, line: int, name: str, given: Sequence[object]) -> Iterator[Word]:
    context_at, ids_at = CALLS[name]
    ids = [given[at] for at in ids_at if at < len(given)]
    texts = [text for text in ids if isinstance(text, str)]
    if len(texts) < len(ids_at):
        return  # translates what another line wrote
    context = str(given[context_at]) if context_at is not None else None
    yield Word(file, line, texts[0], texts[1] if len(texts) > 1 else "", context)


def bare_chinese(file: Path) -> Iterator[Word]:
    """Chinese in a template outside every translation tag.

    Comments don't count, nor what an element declares to be Chinese for every reader (lang="zh-…").
    """
    source = file.read_text("utf-8")
    for pattern in (HTML_COMMENT, MARKED_AS_CHINESE):
        source = pattern.sub(lambda m: "\n" * m[0].count("\n"), source)
    translated = commented = False
    for token in Lexer(source).tokenize():
        if token.token_type == TokenType.BLOCK:
            commented = token.contents.startswith("comment") or (
                commented and token.contents != "endcomment"
            )
            translated = bool(BLOCKTRANS.match(token.contents)) or (
                translated and not END_BLOCKTRANS.match(token.contents)
            )
        if commented or token.token_type == TokenType.COMMENT:
            continue
        if translated and token.token_type == TokenType.TEXT:
            continue
        yield from _bare(file, token)


def _bare(file: Path, token: Token) -> Iterator[Word]:
    if token.token_type == TokenType.BLOCK and TRANS.match(token.contents):
        return
    text = token.contents
    if token.token_type != TokenType.TEXT:
        text = INSIDE_OWN_CALL.sub("", text)
    for number, line in enumerate(text.split("\n")):
        if CHINESE.search(line):
            yield Word(file, (token.lineno or 0) + number, line.strip())


def python_files() -> list[Path]:
    return sorted(f for f in SOURCE.rglob("*.py") if "migrations" not in f.parts)


def templates() -> list[Path]:
    return sorted(
        f for f in SOURCE.glob("*/templates/**/*") if f.suffix in {".html", ".txt", ".svg"}
    )


def all_words() -> list[Word]:
    found = [word for file in python_files() for word in in_python(file)]
    return found + [word for file in templates() for word in in_template(file)]
