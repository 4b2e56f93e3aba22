"""Reading for planning: whether a slot is free, the calendar, the dates of a series."""
