"""Looking people up; nothing here changes a row."""
