"""About: the pages."""
