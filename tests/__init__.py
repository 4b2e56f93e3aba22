"""Tests mirror the source.

`house/` guards the house's rules, `journeys/` walks through it in a browser.
"""
