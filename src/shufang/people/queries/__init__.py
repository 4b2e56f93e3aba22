"""Look-ups: accounts, the organisation chart, the log, programs; families in `family/`."""
