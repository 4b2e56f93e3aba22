"""A web server starts without the libraries that only figures need."""

import subprocess
import sys

PROGRAM = """
import sys
import tests.settings
import django
django.setup()
import shufang.lake
from shufang.lake import ask, rows_behind, touch
from django.urls import get_resolver
get_resolver().url_patterns
print(",".join(name for name in ("duckdb", "pyarrow") if name in sys.modules))
"""


def test_figures_load_their_libraries_at_the_first_question() -> None:
    found = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={"DJANGO_SETTINGS_MODULE": "tests.settings", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.strip() == ""
