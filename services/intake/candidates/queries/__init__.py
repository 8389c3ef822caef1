"""Candidates: what is read."""
