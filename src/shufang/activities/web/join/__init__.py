"""Registering: for families and guests, by a registration's own link, and for staff."""
