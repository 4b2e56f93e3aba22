"""What the keys of a dimension are called, in its own order."""

from shufang.lake import Key, registry
from shufang.shared.language import in_english


def labels(dimension: str) -> dict[Key, str]:
    """Name by key, in the language of the page; empty for months and years, which name themselves.

    Raises registry.UnknownCodeError for a dimension that nobody registered.
    """
    found = registry.dimension(dimension)
    if found.choices:
        return {code: str(label) for code, label in found.choices()}
    if not found.table:
        return {}
    english = in_english()
    rows = sorted(registry.name_table(found.table).rows(), key=lambda row: int(row[3]))
    return {row[0]: (english and row[2]) or row[1] for row in rows}
