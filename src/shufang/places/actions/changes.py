"""Before and after, as the log keeps them."""

from collections.abc import Mapping

from django.db import models


def differences(subject: models.Model, wanted: Mapping[str, object]) -> dict[str, list[str]]:
    """Field -> [before, after] of what the wanted values would change."""
    return {
        field: [_written(getattr(subject, field)), _written(value)]
        for field, value in wanted.items()
        if getattr(subject, field) != value
    }


def _written(value: object) -> str:
    return "" if value is None else str(value)
