"""Feeds: the pages."""
