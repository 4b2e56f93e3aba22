"""One use case a file: a message is queued, a message goes out."""
