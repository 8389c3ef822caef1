"""Guidance: the pages."""
