"""Oversight: the pages."""
