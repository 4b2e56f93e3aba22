"""Every text of every row replaced by something hostile, whatever form or import let it in."""

from itertools import cycle
from typing import Any

from django.apps import apps
from django.db.models import CharField, JSONField, Model, TextField, URLField

from tests.house.payloads import FORMULAS, MARKUP

# Keys, codes and names of files: no words of people.
LEFT = {"username", "password", "slug", "plain", "stored", "sha256", "shape", "kind", "language",
        "subject", "forced_kind", "format", "style", "link", "account", "email",
        "rule"}  # fmt: skip
OTHER_APPS = {"lake"}
_PAYLOADS = (*MARKUP, *FORMULAS)


def poison() -> int:
    """Rewrite all rows there are; gives how many texts were replaced."""
    count = 0
    payloads = cycle(_PAYLOADS)
    for config in apps.get_app_configs():
        if not config.name.startswith("shufang.") or config.label in OTHER_APPS:
            continue
        for model in config.get_models():
            for row in model._default_manager.all():
                count += _poison_row(row, payloads)
    return count


def _poison_row(row: Model, payloads: Any) -> int:
    values: dict[str, object] = {}
    for field in row._meta.concrete_fields:
        if field.name in LEFT or field.choices:
            continue
        if isinstance(field, URLField):
            values[field.name] = "https://example.org/?'\"><script>mark1ng(1)</script>"
        elif isinstance(field, CharField | TextField):
            values[field.name] = _fitting(payloads, field.max_length, row.pk, unique=field.unique)
        elif isinstance(field, JSONField):
            values[field.name] = _poison_json(getattr(row, field.name), payloads)
    type(row)._default_manager.filter(pk=row.pk).update(**values)
    return len(values)


def _fitting(payloads: Any, most: int | None, pk: object, *, unique: bool) -> str:
    """The next payload that is not cut in two; a unique one with its row's number."""
    tail = f" {pk}" if unique else ""
    for _ in _PAYLOADS:
        text = f"{next(payloads)}{tail}"
        if most is None or len(text) <= most:
            return text
    return "<b>"[:most]


def _poison_json(value: object, payloads: Any) -> object:
    """Texts inside, not the codes they stand under."""
    if isinstance(value, dict):
        return {key: _poison_json(inner, payloads) for key, inner in value.items()}
    if isinstance(value, list):
        return [_poison_json(inner, payloads) for inner in value]
    return next(payloads) if isinstance(value, str) and not value.isascii() else value
