"""Hires: the model."""
