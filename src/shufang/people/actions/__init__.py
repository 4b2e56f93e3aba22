"""One use case a file: what is done to accounts and to the organisation chart."""
