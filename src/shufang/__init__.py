"""Shufang 书房.

Runs a city's network of public reading rooms and writes its annual report from evidence.
"""

__version__ = "0.1.0"
