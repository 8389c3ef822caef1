"""Hires: the pages."""
