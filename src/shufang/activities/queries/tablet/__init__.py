"""What a room's own tablet knows, and what it reported."""
