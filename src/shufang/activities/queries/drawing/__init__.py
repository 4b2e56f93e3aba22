"""Draws: what is published of them, and how anybody recomputes one."""
