"""What a reader ticks and types."""
