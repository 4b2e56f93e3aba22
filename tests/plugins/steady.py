"""Invented examples must not fail a run because the machine is busy."""

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "shufang",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),  # there, the same examples each time
)
settings.load_profile("shufang")
