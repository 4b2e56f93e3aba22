"""Reminders, notices of changes, and a family's calendar address."""
