"""Static files gathered for the web server, again only when one of them changed."""

import hashlib

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def fingerprint() -> str:
    """A hash over name, size and time of every static file, and over the place they go to."""
    seen = hashlib.sha256(f"{settings.STATIC_ROOT}\n{settings.STORAGES}".encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = storage.path(name)
            size, changed = storage.size(name), storage.get_modified_time(name).timestamp()
            seen.update(f"{name}\n{found}\n{size}\n{changed}\n".encode())
    return seen.hexdigest()


def collect_if_stale() -> bool:
    """Fill STATIC_ROOT unless it holds exactly the present files; say whether that was needed."""
    stamp = settings.SHUFANG_HOME / "static.stamp"
    now = fingerprint()
    gathered = (settings.STATIC_ROOT / "staticfiles.json").is_file()
    if gathered and stamp.is_file() and stamp.read_text() == now:
        return False
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(now)
    return True
