"""About: reading."""
