"""Access: the pages."""
