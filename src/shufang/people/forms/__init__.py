"""Input turned into clean values; nothing is written here."""
