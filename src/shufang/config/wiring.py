"""Who hears which news.

The one table from an announced fact to what follows from it (docs/decisions/0005).
"""

from collections.abc import Callable
from typing import Any

HEARERS: dict[type[Any], list[Callable[[Any], None]]] = {}
