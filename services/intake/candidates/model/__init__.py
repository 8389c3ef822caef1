"""Candidates: the model."""
