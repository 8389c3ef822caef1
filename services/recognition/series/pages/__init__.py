"""Series: the pages."""
