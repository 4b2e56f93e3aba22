"""Signing in: on a family's phone, at the staff's list, by a helper, on paper."""
