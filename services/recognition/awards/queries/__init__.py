"""Awards: reading."""
