"""Our SQLite back end: a current SQLite, and writers that wait in turn (docs/decisions/0006)."""
