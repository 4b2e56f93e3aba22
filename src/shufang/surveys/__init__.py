"""Surveys: what readers think of what they came to.

Words: the *pulse survey* is three questions after an activity; the *satisfaction rate* prints how
it is counted. Start reading at `models/pulse.py`.
"""
