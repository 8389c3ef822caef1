"""Access: what is done."""
