"""In CI a run with a skipped test is red."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("workers", ["0", "2"])
@pytest.mark.parametrize(("ci", "code"), [("true", 1), ("", 0)])
def test_a_skip_is_a_failure_in_ci_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ci: str, code: int, workers: str
) -> None:
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    (tmp_path / "test_it.py").write_text(
        "import pytest\ndef test_a(): pass\n@pytest.mark.skip\ndef test_b(): pass\n"
    )
    monkeypatch.setenv("CI", ci)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-p", "tests.plugins.no_skips", "-p", "no:django"),
            *("-n", workers, "-q", "-c", "pytest.ini", "."),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    assert ("SKIPPED IN CI" in done.stdout) is bool(ci)
