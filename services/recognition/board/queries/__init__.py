"""Board: what is read."""
