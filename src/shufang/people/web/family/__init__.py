"""Pages of families, and the pages on which staff see families."""
