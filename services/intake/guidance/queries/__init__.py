"""Guidance: what is read."""
