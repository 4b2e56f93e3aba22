"""What a stranger meets first: described settings, clean locks, a door that opens."""

import ast
import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
READERS = {"text", "flag", "words", "folder"}
SETTINGS = ROOT / "src/shufang/config/settings.py"
DESCRIPTION = ROOT / "docs/operating/settings.md"
ENVIRON = re.compile(r"""\bos\.environ(?:\.get|\.setdefault)?[(\[]\s*"([A-Z_]+)\"""")
NOT_A_SETTING = {"DJANGO_SETTINGS_MODULE", "XDG_RUNTIME_DIR"}  # set by us for others to read

# Written in pieces: this file must pass its own test.
ADDRESSES = [
    "pypi" + ".org",
    "python" + "hosted",
    "npm" + "js.org",
    "npm" + "js.com",
    "npm" + "mirror.com",
    "deb." + "debian.org",
    "crates" + ".io",
]
INDEX_ADDRESS = re.compile(r"(?:index|registry)(?:-url)?\s*[= ]\s*[\"']?(?:https?|file)://", re.I)


def committed() -> Iterator[tuple[Path, str]]:
    """Every text file under version control."""
    listing = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    for name in filter(None, listing.split("\0")):
        path = ROOT / name
        if path.is_file():
            try:
                yield path, path.read_text("utf-8")
            except UnicodeDecodeError:
                continue


def variables_of_settings() -> set[str]:
    return {
        node.args[0].value
        for node in ast.walk(ast.parse(SETTINGS.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "env"
        and node.func.attr in READERS
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }


def test_every_setting_is_described() -> None:
    found = variables_of_settings()
    assert {"SHUFANG_HOME", "DATABASE_URL", "BEHIND_PROXY"} <= found
    described = set(re.findall(r"`([A-Z_]+)`", DESCRIPTION.read_text("utf-8")))
    assert found - described == set()


def test_nothing_else_is_read_from_the_environment_unsaid() -> None:
    described = set(re.findall(r"`([A-Z_]+)`", DESCRIPTION.read_text("utf-8")))
    unsaid = {
        f"{path.relative_to(ROOT)}: {name}"
        for folder in ("src", "tests")
        for path in (ROOT / folder).rglob("*.py")
        for name in ENVIRON.findall(path.read_text("utf-8"))
        if name not in described | NOT_A_SETTING
    }
    assert unsaid == set()


def test_no_file_names_a_package_registry() -> None:
    faults = [
        f"{path.relative_to(ROOT)}: {address}"
        for path, text in committed()
        for address in [*(a for a in ADDRESSES if a in text), *INDEX_ADDRESS.findall(text)]
    ]
    assert faults == []


@pytest.mark.parametrize("name", ["run", "test", "node"])
def test_every_python_package_is_pinned_with_its_hash(name: str) -> None:
    text = (ROOT / f"requirements/{name}.txt").read_text("utf-8")
    blocks = re.split(r"\n(?=\S)", "\n".join(r for r in text.split("\n") if "#" not in r).strip())
    unpinned = [b for b in blocks if not re.match(r"\S+==\S+", b) or "--hash=sha256:" not in b]
    assert unpinned == []


def test_the_npm_lock_has_hashes_and_no_addresses() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    for name, package in packages.items():
        assert "resolved" not in package, name
        assert not name or package["integrity"].startswith("sha512-"), name


def test_continuous_integration_runs_what_everybody_runs() -> None:
    script = ROOT / ".ci/run"
    assert os.access(script, os.X_OK)
    assert "make test" in script.read_text("utf-8")


def test_the_readme_exists_in_both_languages_and_names_the_two_commands() -> None:
    for name in ("README.md", "README.zh-CN.md"):
        text = (ROOT / name).read_text("utf-8")
        assert "make run" in text, name
        assert "make test" in text, name
