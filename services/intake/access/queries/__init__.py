"""Access: what is read."""
