"""The house stands: imports and foreign keys point down, and the web server starts light."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).resolve().parents[2]
OUR = "shufang."
# For workbooks, figures and documents, not for pages; each costs start-up time and memory.
HEAVY = {
    "duckdb",
    "vl_convert",
    "typst",
    "docx",
    "docxtpl",
    "pyarrow",
    "python_calamine",
    "pyspark",
}
LIST_HEAVY = f"""
import json, sys
from django.test import RequestFactory
import shufang.config.wsgi
from django.urls import get_resolver
get_resolver().url_patterns
print(json.dumps(sorted({HEAVY!r} & set(sys.modules))))
"""


def test_imports_keep_to_the_contracts(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True) == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def order_of_apps() -> dict[str, int]:
    """Our apps from the ground up, as the settings list them."""
    ours = [name for name in settings.INSTALLED_APPS if name.startswith(OUR)]
    return {name.removeprefix(OUR): height for height, name in enumerate(ours)}


def test_the_settings_list_the_apps_in_the_order_of_the_stack() -> None:
    import tomllib

    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    (stack,) = [c for c in contracts["tool"]["importlinter"]["contracts"] if c["id"] == "stack"]
    layers = [name for layer in stack["layers"] for name in layer.replace("|", " ").split()]
    assert list(order_of_apps()) == list(reversed(layers))


def test_foreign_keys_point_to_the_same_app_or_a_lower_one() -> None:
    """import-linter can't see keys that are written as strings."""
    height = order_of_apps()
    upward = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if model._meta.app_label in height
        and field.concrete
        and field.is_relation
        and field.related_model is not None
        and height.get(field.related_model._meta.app_label, -1) > height[model._meta.app_label]
    ]
    assert upward == []


def test_the_web_server_starts_without_heavy_libraries() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIST_HEAVY], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == []


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
