"""The settings and addresses of `sign_in.py`: the site, and beside it a floor view: the least that
a check-in can be, behind the same middleware: one UPDATE and one INSERT in a transaction."""

from shufang.config.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.sign_in_floor"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
