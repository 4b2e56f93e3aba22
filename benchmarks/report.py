"""How long the annual report of the sample city takes as Word and PDF: cold and warm.

`python benchmarks/report.py`; the limits are 3 seconds warm and 8 cold (a new process, no chart
drawn yet) for both files together, figures and text included. The floor is the Typst compiler
alone on an empty page and python-docx saving an empty document.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

WARM, COLD = 5, 3
LIMIT = {"warm": 3.0, "cold": 8.0}
CHECKOUT = Path(__file__).parents[1]
SAMPLE = CHECKOUT / "tests" / "data" / "jiaxing-2024"


def main() -> int:
    if "--once" in sys.argv:
        _both()
        return 0
    with tempfile.TemporaryDirectory() as home:
        os.environ["SHUFANG_HOME"] = home
        files = map(str, sorted(SAMPLE.glob("*.xlsx")))
        command = [sys.executable, str(CHECKOUT / "manage.py"), "import", *files, "--json"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        cold = [_cold(Path(home)) for _ in range(COLD)]
        _both()
        warm = [_both() for _ in range(WARM)]
        floor = statistics.median(_floor() for _ in range(WARM))
    results = {"cold": statistics.median(cold), "warm": statistics.median(warm)}
    for name, seconds in results.items():
        print(f"report docx+pdf {name}: {seconds:.2f} s (limit {LIMIT[name]:.0f} s)")
    print(f"floor (empty typst page, empty docx): {floor:.3f} s")
    return 0 if all(seconds < LIMIT[name] for name, seconds in results.items()) else 1


def _cold(home: Path) -> float:
    """A new process with an empty store of charts: what the first report after a start costs."""
    shutil.rmtree(home / "charts")
    (home / "charts").mkdir()
    start = time.perf_counter()
    subprocess.run([sys.executable, __file__, "--once"], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def _both() -> float:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shufang.config.settings")
    import django

    django.setup()
    from shufang.reports.chapters.kit import Material
    from shufang.reports.composing.compose import Wish, compose
    from shufang.reports.queries.evidence import Evidence
    from shufang.reports.rendering import render
    from shufang.shared.period import Period

    start = time.perf_counter()
    year = Period(date(2024, 7, 12), date(2025, 7, 11), date(2025, 5, 31))
    document = compose(Material(Evidence(year)), Wish())
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
