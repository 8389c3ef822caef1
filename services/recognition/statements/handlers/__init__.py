"""Statements: what is done."""
