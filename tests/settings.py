"""The real settings over a data folder of the test run's own: in memory where there is room, for
then every commit that waits for the disk, as the real ones do, is waited for in no time.

SQLite lies in a file, not in memory: concurrency is tested too. `TEST_DATABASE_URL` runs the
suite on PostgreSQL.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

_memory = Path("/dev/shm")  # noqa: S108  (mkdtemp makes a name and a folder of our own there)
_roomy = os.access(_memory, os.W_OK) and shutil.disk_usage(_memory).free > 1024**3
_home = tempfile.mkdtemp(prefix="shufang-test-", dir=_memory if _roomy else None)
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["SHUFANG_HOME"] = _home
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL", "")

from shufang.config.settings import *  # noqa: E402, F403
from shufang.config.settings import DATABASE_URL as _DATABASE_URL  # noqa: E402
from shufang.config.settings import DATABASES as _DATABASES  # noqa: E402
from shufang.config.settings import SHUFANG_HOME as _HOME  # noqa: E402

_default: dict[str, Any] = dict(_DATABASES["default"])
if not _DATABASE_URL:
    _default["TEST"] = {"NAME": _HOME / "test.sqlite3"}
else:
    _default["OPTIONS"].pop("pool", None)  # tests open and drop databases by themselves

DATABASES = {"default": _default}

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher"
]  # speed; real hashing has its own test
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
AXES_ENABLED = False
KEEP_PUBLIC_PAGES = 0  # a test sees at once what it did; keeping has its own test
