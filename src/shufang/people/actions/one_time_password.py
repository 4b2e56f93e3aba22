"""Passwords that open the door once: they must be changed at the first sign-in."""

import secrets

# Without the letters and digits that are mistaken for each other when read aloud or copied.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def one_time_password() -> str:
    """Three groups of four, 59 bits: "kfm7-wq3t-hx9p"."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(3))
