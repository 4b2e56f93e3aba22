"""Every test begins in the first language.

The test client runs in our own thread, where the language of its last page would stay switched on.
"""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _first_language() -> None:
    translation.deactivate()
