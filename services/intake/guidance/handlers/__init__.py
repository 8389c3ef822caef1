"""Guidance: what is done."""
