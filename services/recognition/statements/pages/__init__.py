"""Statements: the pages."""
