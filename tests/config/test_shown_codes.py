"""Where a family's one-time code may stand on the page: on the machine of whoever tries it out."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE, PUBLIC = "127.0.0.1,localhost", "rooms.example.cn"


@pytest.mark.parametrize(
    ("environment", "shown"),
    [
        ({"ALLOWED_HOSTS": HERE}, True),
        ({"ALLOWED_HOSTS": PUBLIC}, False),
        ({"ALLOWED_HOSTS": PUBLIC, "SHOW_CODES": "1"}, True),  # asked for, and warned of
        ({"ALLOWED_HOSTS": HERE, "HTTPS": "1", "SHOW_CODES": "1"}, False),
        ({"ALLOWED_HOSTS": HERE, "SMS_URL": "https://sms.example/", "SHOW_CODES": "1"}, False),
    ],
)
def test_codes_are_shown(environment: dict[str, str], shown: bool, tmp_path: Path) -> None:
    assert setting("SHOW_CODES", environment, tmp_path) is shown


def test_staff_read_no_family_s_messages_in_public(tmp_path: Path) -> None:
    asked = {"ALLOWED_HOSTS": HERE, "SHOW_MESSAGES": "1"}
    assert setting("SHOW_MESSAGES", asked, tmp_path)
    assert not setting("SHOW_MESSAGES", {**asked, "HTTPS": "1"}, tmp_path)


def setting(name: str, environment: dict[str, str], tmp_path: Path) -> bool:
    asked = f"from shufang.config import settings; print(settings.{name})"
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    found = subprocess.run(
        [sys.executable, "-c", asked],
        env={**kept, "SHUFANG_HOME": str(tmp_path), **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return found.stdout.strip() == "True"
