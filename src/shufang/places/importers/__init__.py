"""Lists of rooms, and the names of rooms and towns that every other ledger refers to."""
