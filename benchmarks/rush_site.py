"""Settings of `rush.py`: the real ones, and the floor beside the site's own addresses."""

from shufang.config.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.rush_floor"
SHOW_CODES = False  # without messages the page itself gives the link of a registration
SMS_URL = ""
