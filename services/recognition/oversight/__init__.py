"""Watching what no formula can stop: a random audit of each edition, and alerts for odd patterns (R-9)."""
