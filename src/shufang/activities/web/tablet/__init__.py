"""A room's tablet: its own pages, and its administration."""
