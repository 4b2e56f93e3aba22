"""Staff pages of the network."""
