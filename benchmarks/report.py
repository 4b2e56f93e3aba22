"""How long the annual report takes as Word and PDF: cold (a new process) and warm.

`python benchmarks/report.py`; the limits are 3 seconds warm and 8 cold for both files together.
The floor is the Typst compiler alone on an empty page and python-docx saving an empty document.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time

WARM, COLD = 5, 3
LIMIT = {"warm": 3.0, "cold": 8.0}


def main() -> int:
    if "--once" in sys.argv:
        print(_both())
        return 0
    with tempfile.TemporaryDirectory() as home:
        os.environ["SHUFANG_HOME"] = home
        cold = [_cold() for _ in range(COLD)]
        _both()
        warm = [_both() for _ in range(WARM)]
        floor = statistics.median(_floor() for _ in range(WARM))
    results = {"cold": statistics.median(cold), "warm": statistics.median(warm)}
    for name, seconds in results.items():
        print(f"report docx+pdf {name}: {seconds:.2f} s (limit {LIMIT[name]:.0f} s)")
    print(f"floor (empty typst page, empty docx): {floor:.3f} s")
    return 0 if all(seconds < LIMIT[name] for name, seconds in results.items()) else 1


def _cold() -> float:
    """A new process with an empty store of charts: what the first report after a start costs."""
    with tempfile.TemporaryDirectory() as home:
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, __file__, "--once"],
            check=True,
            stdout=subprocess.DEVNULL,
            env={**os.environ, "SHUFANG_HOME": home},
        )
        return time.perf_counter() - start


def _both() -> float:
    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shufang.config.settings")
    import django

    django.setup()
    from shufang.reports.rendering import render
    from tests.reports.rendering.sample import sample

    document = sample(rows=300)
    start = time.perf_counter()
    render(document, "docx")
    render(document, "pdf")
    return time.perf_counter() - start


def _floor() -> float:
    from io import BytesIO

    import docx
    import typst

    start = time.perf_counter()
    typst.compile(b"x", format="pdf")
    docx.Document().save(BytesIO())
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
