"""Statements: what is read."""
