"""The composition root: settings, URLs, wiring and the command line.

Imports everything; nothing imports it.
"""
