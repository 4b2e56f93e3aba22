"""Signing in: who really came, and by what that is proven (docs/decisions/0016)."""
