"""Pages that show several apps at once: the public home, the rooms, a room's page, search.

Owns no rows.
"""
