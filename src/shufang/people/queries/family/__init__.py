"""What is asked about families."""
