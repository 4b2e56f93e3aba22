"""What a test reads off a page."""

import re
from typing import Any


def hidden(response: Any, name: str) -> str:
    """The value of a page's first field of this name."""
    page = response.content.decode()
    for field in re.findall(r"<input[^>]*>", page):
        if f'name="{name}"' in field:
            found = re.search(r'value="([^"]*)"', field)
            return found.group(1) if found else ""
    raise AssertionError(f"no field {name}")
