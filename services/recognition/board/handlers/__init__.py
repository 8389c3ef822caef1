"""Board: what changes it."""
