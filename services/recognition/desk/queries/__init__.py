"""Runtime: what is read."""
