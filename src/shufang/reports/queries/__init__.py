"""Reading evidence and drafts; nothing here changes a row."""
