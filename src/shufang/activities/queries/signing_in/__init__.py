"""What signing in asks of the database."""
