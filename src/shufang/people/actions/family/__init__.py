"""What families do, and what is done for them: one use case a file."""
