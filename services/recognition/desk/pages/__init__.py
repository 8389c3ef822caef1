"""Runtime: the pages."""
