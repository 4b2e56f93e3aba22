"""What people type about places; nothing here writes a row."""
