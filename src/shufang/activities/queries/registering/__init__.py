"""Registrations looked up: the rules in words, the queue, who may register."""
