"""Look-ups: accounts, the organisation chart, the log."""
