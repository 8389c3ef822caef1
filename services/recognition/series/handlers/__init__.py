"""Series: what is done."""
