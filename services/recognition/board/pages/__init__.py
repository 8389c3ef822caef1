"""Board: the pages."""
