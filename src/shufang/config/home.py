"""The one folder that holds everything an installation owns: SHUFANG_HOME."""

import os
import secrets
from pathlib import Path

FOLDERS = ("lake", "media", "charts", "progress", "uploads", "reports")


def lay_out(home: Path) -> None:
    """Make the data folder and its rooms.

    Readable by its owner only, for it holds readers' data.
    """
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in FOLDERS:
        (home / name).mkdir(exist_ok=True, mode=0o700)


def secret_key(home: Path) -> str:
    """The signing key, made at first use and kept in a file only its owner can read."""
    path = home / "key"
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        key = secrets.token_urlsafe(50)
        file.write(key)
    return key
