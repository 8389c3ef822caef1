"""Candidates: what is done."""
