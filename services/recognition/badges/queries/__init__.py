"""What of a mark stands today, and what stood in an edition."""
