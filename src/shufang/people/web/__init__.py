"""Pages: sign-in and one's own account, accounts, the organisation chart, the log, programs."""
