"""Invented examples must not fail a run because the machine is busy, nor another day than the
change that broke them: each run tries the same ones. `EXPLORE=1 make test` tries new ones.
"""

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "shufang",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=not os.environ.get("EXPLORE"),
)
settings.load_profile("shufang")
