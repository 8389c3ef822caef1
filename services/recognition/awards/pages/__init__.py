"""Awards: the pages."""
