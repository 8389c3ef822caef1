"""Guidance: whose case it is, and what happens next in it."""
