"""Hires: what is read."""
