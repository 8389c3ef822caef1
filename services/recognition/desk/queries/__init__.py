"""Desk: what is read."""
