"""Series: what is read."""
