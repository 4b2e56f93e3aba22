"""Input to clean values; nothing here writes."""
