"""Looking things up; nothing here changes a row."""
