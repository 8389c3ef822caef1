"""Desk: the pages."""
