"""Reading: tickets, results, voices."""
