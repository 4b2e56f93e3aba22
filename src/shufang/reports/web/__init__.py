"""Pages, one audience a file."""
