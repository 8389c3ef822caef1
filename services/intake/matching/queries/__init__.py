"""Matching: what is read."""
