"""Standing: what is done."""
