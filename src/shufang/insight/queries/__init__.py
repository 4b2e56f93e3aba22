"""Looking figures up; nothing here counts for itself."""
