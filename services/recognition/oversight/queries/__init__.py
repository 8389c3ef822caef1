"""Oversight: what is read."""
