"""What is told about an activity, and to whom."""
