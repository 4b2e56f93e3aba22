"""What families type."""
