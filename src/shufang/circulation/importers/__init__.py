"""Loans, visits and new cards by room and month or day, written long or wide."""
