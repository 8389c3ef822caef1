"""Oversight: what is done."""
