"""Followups: what is done."""
