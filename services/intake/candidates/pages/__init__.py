"""Candidates: the pages."""
