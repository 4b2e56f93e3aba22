"""Rooms to import for."""

import pytest

from shufang.places.models import Site
from tests.cast import make_site
from tests.imports import Import, import_paths


@pytest.fixture
def import_files(db: None) -> Import:
    """Import files and answer the run with its account, which must always add up."""
    return import_paths


@pytest.fixture
def two_rooms(db: None) -> tuple[Site, Site]:
    """茶园小学 and 太平, as the system names them."""
    return (
        make_site("茶园小学智慧书房", "chayuan", town="解放街道"),
        make_site("太平智慧书房", "taiping", town="城南街道"),
    )
