"""docs/measures.md says what the registry says."""

from pathlib import Path

from shufang.lake import printing

DOCUMENT = Path(__file__).parents[2] / "docs" / "measures.md"


def test_the_document_of_measures_is_the_registrys() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == printing.markdown(), (
        "run: shufang measure --list --markdown > docs/measures.md"
    )
