"""What changes the network's places; each file is one deed, logged in its own transaction."""
