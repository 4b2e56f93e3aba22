"""The form of a plan in its parts, what it starts with, and the tables typed into it."""
