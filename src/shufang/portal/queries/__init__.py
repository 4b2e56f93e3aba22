"""What readers' pages show, gathered from the apps below; nothing here changes a row."""
