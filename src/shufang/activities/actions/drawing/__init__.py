"""Draws: the seed is fixed before applications open, and revealed with the result."""
