"""Hires: what is done."""
