"""Standing: what is read."""
