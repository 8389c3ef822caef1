"""Statements: the model."""
