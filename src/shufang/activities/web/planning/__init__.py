"""Pages of planning, for those who work in the network."""
