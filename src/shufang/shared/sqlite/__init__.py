"""Our SQLite back end: a current SQLite, and writers that wait in turn (docs/decisions/0006)."""

SAFE_WITH_WAL = (3, 51, 3)  # before it, several writing processes can corrupt a database
