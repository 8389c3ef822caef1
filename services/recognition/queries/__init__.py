"""What pages and handlers may ask recognition's tables."""
