"""Editions: what is read."""
