"""What is asked of the outbox."""
