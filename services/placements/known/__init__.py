"""What intake has told."""
