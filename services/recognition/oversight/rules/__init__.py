"""Oversight: the rules, pure."""
