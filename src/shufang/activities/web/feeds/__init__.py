"""Calendars and lists that other programs and sites read."""
